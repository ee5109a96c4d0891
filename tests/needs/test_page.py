"""The page of needs names what enough people lack, to those who can help, and never a person."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member, Role
from community.audiences.service import only, team_audience
from community.entries.kinds import Kind
from community.entries.service import withdraw
from community.kernel import clock
from community.kernel.db import commit, session
from community.questions.service import accept_answer, close_as_duplicate
from community.topics.models import Tag
from community.topics.service import describe_tag, tags_for
from tests.counting import statements
from tests.factories import a_member, a_question, a_team, an_answer, an_entry
from tests.needs.factories import TITLE, blocked, people, struggling, stuck
from tests.programs.factories import a_cohort, a_program, a_reminder

SPECIAL_ROLES = (Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)


def words_of(client: FlaskClient) -> str:
    """What the page says, in one line."""
    page = client.get("/needs")
    assert page.status_code == 200
    body = re.search(r"<main.*?</main>", page.text, re.DOTALL)
    assert body is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body.group())).split())


@pytest.fixture
def words(app: Flask, as_member: Any) -> Any:
    """`words()` is what a coach reads."""
    coach: Member = a_member("Cora Coach", role=Role.COACH)
    return lambda: words_of(as_member(coach))


@pytest.mark.parametrize("role", SPECIAL_ROLES)
def test_who_can_help_may_look(app: Flask, as_member: Any, role: Role) -> None:
    assert as_member(a_member(role=role)).get("/needs").status_code == 200


def test_a_member_may_not_look(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).get("/needs").status_code == 403


def test_a_visitor_is_asked_to_sign_in(visitor: FlaskClient) -> None:
    assert visitor.get("/needs").status_code in {302, 303, 401}


def test_an_empty_organization_is_told_that_nothing_recurs(words: Any) -> None:
    said = words()

    assert "Nothing recurs at present" in said
    assert "No program has enough learners" in said


def test_five_people_without_an_answer_are_a_need(words: Any) -> None:
    stuck(people(7), "handover")

    said = words()
    assert "What this organization needs to learn next is handover: 5–9 people got stuck on it" in said
    assert "Questions without a useful answer within a week: 5–9 people" in said
    assert "nothing answers it yet" in said


def test_four_people_look_like_nobody(words: Any) -> None:
    before = words()
    stuck(people(4), "handover")

    assert words() == before


def test_one_person_who_asks_ten_times_is_one_person(words: Any) -> None:
    asker = a_member()
    stuck([asker] * 10, "handover")

    assert "handover" not in words()


def test_the_floor_is_the_organizations_choice(app: Flask, words: Any) -> None:
    app.config["NEEDS_FLOOR"] = 8
    stuck(people(9), "handover")
    assert "handover" not in words()

    stuck(people(1), "handover")
    assert "10–19 people" in words()


def test_what_is_kept_among_few_is_not_counted(words: Any) -> None:
    team = a_team()
    for member in people(7):
        stuck([member], "private-matter", audience=only(member))
    stuck(people(7), "team-matter", audience=team_audience(team))

    said = words()
    assert "private-matter" not in said
    assert "team-matter" not in said


def test_what_was_taken_back_is_not_counted(words: Any) -> None:
    for question in stuck(people(7), "handover"):
        question.entry.is_live = False
    commit()

    assert "handover" not in words()


@pytest.mark.parametrize("days_ago", [2, 400])
def test_only_the_last_year_counts_and_not_the_last_week(words: Any, days_ago: int) -> None:
    stuck(people(7), "handover", days_ago=days_ago)

    assert "handover" not in words()


def test_an_accepted_answer_in_time_serves_well(words: Any) -> None:
    for question in stuck(people(7), "handover"):
        answer = an_answer(question, at=question.entry.published_at)
        accept_answer(answer, question, by=question.entry.author)
    commit()

    assert "handover" not in words()


def test_an_accepted_answer_after_a_week_came_too_late(words: Any) -> None:
    for question in stuck(people(7), "handover"):
        accept_answer(an_answer(question), question, by=question.entry.author)
    commit()

    said = words()
    assert "handover: 5–9 people" in said
    assert "although some of it has been answered" in said


def test_what_is_asked_again_and_again_is_a_sign(words: Any) -> None:
    coach = a_member(role=Role.COACH)
    first = a_question(tags=["elsewhere"])
    for question in stuck(people(7), "handover"):
        close_as_duplicate(question, of=first, by=coach)
    commit()

    said = words()
    assert "Questions that had been asked before: 5–9 people" in said
    assert "Questions without a useful answer" not in said


def test_learners_who_could_not_do_it_lack_what_the_program_teaches(words: Any) -> None:
    program = a_program(skills=["wound-care"])
    blocked(people(7), a_cohort(program), a_reminder(program), "could_not")

    said = words()
    assert "What this organization needs to learn next is wound-care" in said
    assert "Learners who did not know how when it mattered: 5–9 people" in said
    assert "Could not: 5–9 people" in said


def test_somebody_with_two_signs_is_one_person(words: Any) -> None:
    program = a_program(skills=["wound-care"])
    same = people(3)
    blocked(same, a_cohort(program), a_reminder(program), "could_not")
    stuck([*same, a_member()], "wound-care")

    assert "wound-care" not in words()


def test_a_program_that_learners_know_but_cannot_apply_is_explained(words: Any) -> None:
    program = a_program(title="Lifting safely", skills=["lifting"])
    cohort, reminder = a_cohort(program), a_reminder(program)
    blocked(people(7), cohort, reminder, "no_chance")
    blocked(people(4), cohort, reminder, "could_not")

    said = words()
    assert "Lifting safely 10–19 learners answered" in said
    assert "Had no chance: 5–9 people" in said
    assert "kept from it by their work" in said
    assert "Could not" not in said


def test_a_program_with_few_who_were_kept_is_missing(words: Any) -> None:
    program = a_program(title="Lifting safely")
    cohort, reminder = a_cohort(program), a_reminder(program)
    blocked(people(2), cohort, reminder, "no_chance")
    blocked(people(2), cohort, reminder, "forgot")

    assert "Lifting safely 5–9" not in words()
    assert "No program has enough learners" in words()


def test_a_program_that_not_everybody_may_see_is_missing(words: Any) -> None:
    team = a_team()
    program = a_program(title="Secret plans", skills=["secret-skill"], audience=team_audience(team))
    learners = [a_member(team=team) for _number in range(6)]
    blocked(learners, a_cohort(program), a_reminder(program), "could_not")

    said = words()
    assert "Secret plans" not in said
    assert "secret-skill" not in said


def test_skills_stand_before_other_topics(words: Any) -> None:
    describe_tag(tags_for(["negotiation"])[0], description="", is_skill=True)
    stuck(people(7), "negotiation")
    stuck(people(12), "parking")

    said = words()
    assert "needs to learn next is negotiation" in said
    assert said.index("Skill negotiation") < said.index("Topic parking")


def test_since_is_the_month_in_which_there_were_enough(app: Flask, words: Any) -> None:
    stuck(people(4), "handover", days_ago=200)
    late = stuck(people(3), "handover", days_ago=40)

    assert f"since {late[0].entry.published_at:%B %Y}" in words()


def test_what_exists_is_named(words: Any) -> None:
    program = a_program(title="Handover that holds", skills=["handover"])
    questions = stuck(people(7), "handover")
    for helper in people(7):
        an_answer(questions[0], author=helper)
    an_entry(kind=Kind.BOOKMARK, tags=["handover"])

    said = words()
    assert "There are people who have answered on it" in said
    assert "No question has a useful answer" in said
    assert "There is no guide. Links are saved." in said
    assert f"Program: {program.title}" in said


def test_who_does_not_want_to_be_found_is_no_helper(words: Any) -> None:
    questions = stuck(people(7), "handover")
    an_answer(questions[0], author=a_member(is_listed_as_expert=False))

    assert "Nobody who can be found has answered on it" in words()


def test_no_person_text_or_exact_number_is_on_the_page(words: Any) -> None:
    askers = people(8)
    questions = stuck(askers, "handover")
    an_answer(questions[0], source="Begin with what changed.")
    program = a_program(skills=["handover"])
    blocked(people(7), a_cohort(program), a_reminder(program), "could_not")

    said = words()
    for kept in (TITLE, "Begin with what changed", "secret note", *(member.name for member in askers)):
        assert kept not in said
    assert set(re.findall(r"(\S+) (?:people|learners)\b", said)) & {"6", "8", "15"} == set()


def test_each_action_leads_somewhere(app: Flask, as_member: Any) -> None:
    an_answer(stuck(people(7), "handover")[0])
    client = as_member(a_member(role=Role.MANAGER))
    body = re.search(r"<main.*?</main>", client.get("/needs").text, re.DOTALL)
    assert body is not None
    links = {html.unescape(link) for link in re.findall(r'<a [^>]*href="(/[^"]+)"', body.group())}

    assert {client.get(link).status_code for link in links} == {200}
    assert "/questions/new?tags=handover" in links


def test_a_tag_with_odd_letters_stays_text(words: Any) -> None:
    stuck(people(7), "a.b+c#")

    assert "a.b+c#" in words()


def test_the_page_asks_the_database_at_most_five_times(app: Flask, as_member: Any) -> None:
    program = a_program(skills=["handover"])
    blocked(people(7), a_cohort(program), a_reminder(program), "could_not")
    for tag in ("one", "two", "three"):
        stuck(people(7), tag)
    client = as_member(a_member(role=Role.MANAGER))
    client.get("/needs")

    with statements() as sent:
        client.get("/needs")
    assert len(sent) <= 5


def test_a_synonym_that_a_program_names_is_its_topic(words: Any) -> None:
    topic, other = tags_for(["wound-care", "dressings"])
    session().execute(Tag.__table__.update().where(Tag.id == other.id).values(synonym_of_id=topic.id))  # type: ignore[attr-defined]  # a table
    program = a_program(skills=["dressings"])
    blocked(people(4), a_cohort(program), a_reminder(program), "could_not")
    stuck(people(3), "wound-care")

    assert "needs to learn next is wound-care" in words()


def test_a_difficulty_is_counted_where_its_author_wants_it_and_told_without_a_word_of_theirs(words: Any) -> None:
    an_entry(tags=["handover"])
    struggling(people(7), "handover")

    said = words()
    assert "Difficulty told in reflections: 5–9 people" in said
    assert "My hard week" not in said


def test_a_reflection_is_not_counted_unasked(words: Any) -> None:
    an_entry(tags=["handover"])
    struggling(people(12), "handover", tells_difficulty=False)

    assert "Nothing recurs at present" in words()


def test_a_reflection_that_was_taken_back_does_not_count(words: Any) -> None:
    an_entry(tags=["handover"])
    for reflection in struggling(people(7), "handover")[:3]:
        withdraw(reflection.entry, by=reflection.entry.author)
    commit()

    assert "Nothing recurs at present" in words()


def test_a_tag_that_the_organization_has_not_seen_stays_unseen(words: Any) -> None:
    struggling(people(9), "layoffs")

    assert "layoffs" not in words()


def test_searches_in_vain_stand_beside_a_need_and_make_none(as_member: Any, words: Any) -> None:
    an_entry(tags=["handover"])
    an_entry(tags=["rota"])
    stuck(people(7), "handover")
    with time_machine.travel(clock.now() - timedelta(days=10)):
        for member in people(6):
            for topic in ("handover", "rota"):
                as_member(member).get(f"/search?q={topic}+zeppelin")

    said = words()
    assert "Searches that found nothing: 5–9 people" in said
    assert said.count("Searches that found nothing") == 1


def test_the_same_few_who_search_in_vain_on_many_days_are_not_told_of(as_member: Any, words: Any) -> None:
    an_entry(tags=["handover"])
    stuck(people(7), "handover")
    few = people(3)
    for days_ago in range(10, 16):
        with time_machine.travel(clock.now() - timedelta(days=days_ago)):
            for member in few:
                as_member(member).get("/search?q=handover+zeppelin")

    assert "Searches that found nothing" not in words()
