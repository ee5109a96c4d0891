"""Skills: who looks after each, when it is looked at again, and where somebody who knows is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from flask import Flask

from community.accounts.models import Member, Role
from community.audiences.service import only, public_audience
from community.entries import service
from community.experts.speaking import declare_skill
from community.kernel import mail
from community.kernel.db import commit, session
from community.kernel.jobs import jobs
from community.topics.models import SkillCare, Tag
from tests.factories import a_member, a_question, an_answer, an_entry
from tests.mailbox import Mailbox, text_of

NOON = "2026-11-25 12:00:00+00:00"
TODAY = "2026-11-25"
RESTS = {"3": date(2027, 2, 24), "6": date(2027, 5, 26), "12": date(2027, 11, 25)}


def care_of(name: str) -> SkillCare:
    """How the skill with this name is looked after."""
    return session().query(SkillCare).join(Tag, Tag.id == SkillCare.tag_id).filter(Tag.name == name).one()


@pytest.fixture
def coach(app: Flask, as_member: Any) -> Any:
    """Somebody who names skills."""
    return as_member(a_member("Cleo", role=Role.COACH))


@pytest.fixture
def ada(app: Flask) -> Member:
    """Somebody who looks after a skill."""
    return a_member("Ada", username="ada")


def name_skill(client: Any, name: str = "handover", **more: str) -> Any:
    """Make a tag that is in use a skill."""
    if session().query(Tag).filter_by(name=name).first() is None:
        an_entry(tags=[name])
    return client.post(f"/tags/{name}/edit", data={"description": "", "is_skill": "y", **more})


def test_the_page_of_a_skill_says_who_looks_after_it(coach: Any, ada: Member) -> None:
    name_skill(coach, owner="@ada", review_on="2031-03-01", description="Between *shifts*")
    text = coach.get("/tags/handover").text
    assert 'href="/members/ada"' in text
    assert "Day of review: Mar 1, 2031" in text
    assert "Between <em>shifts</em>" in text
    form = coach.get("/tags/handover/edit").text
    assert 'value="ada"' in form
    assert 'value="2031-03-01"' in form


def test_visitors_are_not_told_who_looks_after_it(app: Flask, coach: Any, ada: Member) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    name_skill(coach, owner="ada")
    an_entry(tags=["handover"], audience=public_audience())
    response = app.test_client().get("/tags/handover")
    assert response.status_code == 200
    assert "/members/ada" not in response.text


@pytest.mark.parametrize("owner", ["nobody-here", "x" * 90, "👩‍⚕️"])
def test_an_owner_has_to_be_somebody(coach: Any, owner: str) -> None:
    assert name_skill(coach, owner=owner).status_code == 422
    assert session().query(SkillCare).count() == 0


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "9999999-01-01"])
def test_a_day_of_review_has_to_be_a_day(coach: Any, day: str) -> None:
    assert name_skill(coach, review_on=day).status_code == 422


def test_members_do_not_choose_the_owner(as_member: Any, coach: Any, ada: Member) -> None:
    name_skill(coach, owner="ada")
    as_member(a_member("Ben", username="ben")).post("/tags/handover/edit", data={"description": "x", "owner": "ben"})
    assert care_of("handover").owner_id == ada.id


@pytest.mark.parametrize(("months", "day"), list(RESTS.items()))
def test_the_owner_says_that_it_still_holds(as_member: Any, coach: Any, ada: Member, months: str, day: date) -> None:
    with time_machine.travel(NOON):
        name_skill(coach, owner="ada", review_on=TODAY)
        client = as_member(ada)
        assert "To be reviewed" in client.get("/tags/handover").text
        assert client.post("/tags/handover/review", data={"months": months}).status_code == 303
        assert "To be reviewed" not in client.get("/tags/handover").text
    assert care_of("handover").review_on == day


def test_others_do_not_review(as_member: Any, coach: Any, ada: Member) -> None:
    name_skill(coach, owner="ada", review_on=TODAY)
    client = as_member(a_member())
    assert 'action="/tags/handover/review"' not in client.get("/tags/handover").text
    assert client.post("/tags/handover/review", data={"months": "3"}).status_code == 403
    assert care_of("handover").review_on == date(2026, 11, 25)


@pytest.mark.parametrize("months", ["", "5", "-3", "x"])
def test_a_period_is_one_of_those_offered(coach: Any, months: str) -> None:
    name_skill(coach, review_on=TODAY)
    assert coach.post("/tags/handover/review", data={"months": months}).status_code == 422


def test_only_a_skill_is_reviewed(coach: Any) -> None:
    an_entry(tags=["rota"])
    assert coach.post("/tags/rota/review", data={"months": "3"}).status_code == 404


def test_the_list_says_what_is_due(as_member: Any, coach: Any, ada: Member) -> None:
    with time_machine.travel(NOON):
        name_skill(coach, "handover", owner="ada", review_on=TODAY)
        name_skill(coach, "rota", review_on="2026-11-26")
        shown = [as_member(who).get("/skills").text for who in (ada, a_member())]
    assert all('href="/tags/rota"' in text and "Nobody looks after it yet" in text for text in shown)
    assert ['id="due-title"' in text for text in shown] == [True, False]


def test_a_long_list_of_skills_goes_on(coach: Any) -> None:
    for number in range(21):
        name_skill(coach, f"skill-{number:02}")
    first = coach.get("/skills").text
    assert 'href="/tags/skill-19"' in first
    assert 'href="/tags/skill-20"' not in first
    last = session().query(Tag).filter_by(name="skill-19").one().id
    assert f"/skills?after={last}" in first
    assert 'href="/tags/skill-20"' in coach.get(f"/skills?after={last}").text


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40])
def test_a_bad_place_in_the_list_is_refused(coach: Any, after: str) -> None:
    assert coach.get("/skills", query_string={"after": after}).status_code == 422


def in_demand(client: Any) -> str:
    """The part of the page that lists what nobody can help with."""
    return str(client.get("/skills").text).partition('id="demand-title"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.MEMBER, False), (Role.COACH, True), (Role.MANAGER, True), (Role.ADMINISTRATOR, True)],
)
def test_some_see_what_is_in_demand(app: Flask, as_member: Any, role: Role, may: bool) -> None:
    a_question(tags=["rota"])
    assert ("/tags/rota" in in_demand(as_member(a_member(role=role)))) is may


def test_what_nobody_answered_comes_first(coach: Any) -> None:
    for _number in range(2):
        an_answer(a_question(tags=["answered"]), author=a_member(is_listed_as_expert=False))
    a_question(tags=["waiting"])
    text = in_demand(coach)
    assert text.index("/tags/waiting") < text.index("/tags/answered")
    assert "2 questions wait" in text


def test_a_topic_with_an_expert_is_not_in_demand(coach: Any) -> None:
    an_answer(a_question(tags=["shown"]))
    a_question(tags=["declared"])
    declare_skill(a_member(), "declared")
    an_entry(tags=["written"])
    a_question(tags=["written"])
    commit()
    assert "/tags/" not in in_demand(coach)


def test_an_expert_who_does_not_want_to_be_found_is_none(coach: Any) -> None:
    an_answer(a_question(tags=["shown"]), author=a_member(is_listed_as_expert=False))
    assert "/tags/shown" in in_demand(coach)


def test_an_accepted_or_an_old_question_is_no_demand(coach: Any) -> None:
    with time_machine.travel("2026-01-01"):
        a_question(tags=["old"])
    assert "/tags/old" not in in_demand(coach)


def test_what_is_closed_to_the_viewer_is_not_counted(as_member: Any, coach: Any) -> None:
    ana = a_member("Ana", role=Role.COACH)
    question = a_question(tags=["xylophon"], author=ana)
    service.restrict(question.entry, only(ana), by=ana)
    commit()
    assert "/tags/xylophon" not in in_demand(coach)
    assert "/tags/xylophon" in in_demand(as_member(ana))


def test_the_owner_hears_once_that_the_day_has_come(app: Flask, coach: Any, ada: Member, mailbox: Mailbox) -> None:
    with time_machine.travel(NOON):
        name_skill(coach, owner="ada", review_on=TODAY)
        name_skill(coach, "rota", owner="ada", review_on="2026-11-26")
        for _turn in range(2):
            jobs.run("tell owners of skills")
            mail.post_due(raising=True)
        (letter,) = mailbox.to(ada.email or "")
    assert "handover" in letter["Subject"]
    assert "/tags/handover" in text_of(letter)


def test_the_owner_hears_again_of_the_next_day(app: Flask, coach: Any, ada: Member, mailbox: Mailbox) -> None:
    with time_machine.travel(NOON):
        name_skill(coach, owner="ada", review_on=TODAY)
        jobs.run("tell owners of skills")
        mail.post_due(raising=True)
        coach.post("/tags/handover/review", data={"months": "3"})
    with time_machine.travel("2027-02-24 12:00:00+00:00"):
        jobs.run("tell owners of skills")
        mail.post_due(raising=True)
    assert len(mailbox.to(ada.email or "")) == 2
