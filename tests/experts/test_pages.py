"""Who can help is shown to colleagues with what shows it, and only what everybody here may read counts."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member, MemberState, Role
from community.audiences.service import named, only, public_audience
from community.entries.kinds import Kind
from community.experts import queries
from community.kernel import clock
from community.kernel.db import commit, session
from community.questions.models import Question
from community.questions.service import accept_answer
from community.topics.service import make_synonym, tags_for
from tests.counting import statements
from tests.factories import a_comment, a_member, a_question, an_answer, an_entry

TAG = "handover"


def helped(helper: Member, tag: str = TAG, **more: Any) -> Any:
    """An answer of `helper` to somebody's question on `tag`."""
    question = a_question(tags=[tag], **more)
    return an_answer(question, author=helper)


def names(client: FlaskClient, path: str = f"/experts?tag={TAG}") -> list[str]:
    """The names on a page of experts, in their order."""
    page = client.get(path)
    assert page.status_code == 200
    return [html.unescape(name) for name in re.findall(r'class="person-name"><a href="[^"]+">([^<]+)</a>', page.text)]


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who looks for help."""
    return a_member("Ana Reader")


@pytest.fixture
def look(ana: Member, as_member: Any) -> FlaskClient:
    """Ana's browser."""
    client: FlaskClient = as_member(ana)
    return client


def test_help_makes_an_expert(look: FlaskClient) -> None:
    ben = a_member("Ben Helper")
    answer = helped(ben)

    page = look.get(f"/experts?tag={TAG}").text
    assert "Ben Helper" in page
    assert f'href="/questions/{answer.parent_id}#answer-{answer.id}"' in page
    assert "How do I write a handover note?" in page


def test_asking_makes_nobody_an_expert(look: FlaskClient) -> None:
    question = a_question(author=a_member("Only Asks"), tags=[TAG])
    an_answer(question, author=question.entry.author)
    a_comment(question.entry)

    assert names(look) == []


def test_an_answer_that_helped_counts_more(look: FlaskClient) -> None:
    one, other = a_member("One"), a_member("Other")
    helped(one)
    answer = helped(other)
    question = session().get_one(Question, answer.parent_id)
    accept_answer(answer, question, by=question.entry.author)
    commit()

    assert names(look) == ["Other", "One"]
    assert "Answer that helped:" in look.get(f"/experts?tag={TAG}").text


def test_what_is_recent_counts_more(look: FlaskClient) -> None:
    old, new = a_member("Old"), a_member("New")
    long_ago = clock.now() - timedelta(days=700)
    an_answer(a_question(tags=[TAG], at=long_ago), author=old, at=long_ago)
    helped(new)

    assert names(look) == ["New", "Old"]


def test_reflections_and_bookmarks_count_too(look: FlaskClient) -> None:
    an_entry(Kind.REFLECTION, author=a_member("Writes"), tags=[TAG])
    an_entry(Kind.BOOKMARK, author=a_member("Saves"), tags=[TAG])

    assert names(look) == ["Writes", "Saves"]


@pytest.mark.parametrize("listed", [None, True, False])
@pytest.mark.parametrize("by_default", [True, False])
def test_only_who_agreed_is_named(app: Flask, look: FlaskClient, listed: bool | None, by_default: bool) -> None:
    app.config["EXPERTS_LISTED"] = by_default
    helped(a_member("Ben Helper", is_listed_as_expert=listed))

    agreed = by_default if listed is None else listed
    for path in (f"/experts?tag={TAG}", "/experts?q=handover+note"):
        assert names(look, path) == (["Ben Helper"] if agreed else [])


def test_who_is_suspended_is_never_named(look: FlaskClient) -> None:
    ben = a_member("Ben Helper")
    helped(ben)
    ben.state = MemberState.SUSPENDED.value
    commit()

    assert names(look) == []
    assert names(look, "/experts?q=handover+note") == []


def test_what_is_kept_among_few_shows_nothing_even_to_them(ana: Member, look: FlaskClient) -> None:
    ben = a_member("Ben Helper")
    few = named([ana, ben])
    helped(ben, author=ana, audience=few)
    an_entry(Kind.REFLECTION, author=ben, audience=few, tags=[TAG], source="About the handover note.")
    an_entry(Kind.REFLECTION, author=ben, audience=only(ben), tags=[TAG])

    assert names(look) == []
    assert names(look, "/experts?q=handover+note") == []


def test_what_was_taken_back_shows_nothing(look: FlaskClient) -> None:
    answer = helped(a_member("Ben Helper"))
    answer.is_live = False
    commit()

    assert names(look) == []
    assert names(look, "/experts?q=handover+note") == []


def test_a_synonym_leads_to_the_people_of_its_tag(look: FlaskClient) -> None:
    helped(a_member("Ben Helper"))
    tag, other = tags_for([TAG, "shift-notes"])
    make_synonym(other, of=tag)
    commit()

    assert names(look, "/experts?tag=shift-notes") == ["Ben Helper"]


def test_a_text_finds_who_wrote_about_the_same(look: FlaskClient) -> None:
    helped(a_member("Ben Helper"), title="How do I write a handover note?")
    helped(a_member("Kim Other"), title="Where is the parking garage?", tag="parking")

    assert names(look, "/experts?q=Writing+notes+at+handover") == ["Ben Helper"]


def test_nobody_is_sent_to_themselves(ana: Member, look: FlaskClient) -> None:
    helped(ana)

    assert names(look, "/experts?q=handover+note") == []


def test_who_is_around_but_wrote_nothing_about_it_is_not_named(look: FlaskClient) -> None:
    for _time in range(5):
        helped(a_member("Busy"), title="Where is the parking garage?", tag="parking", source="Nobody knows.")

    assert names(look, "/experts?q=negotiation+with+suppliers") == []


def test_a_question_finds_whom_to_ask(ana: Member, look: FlaskClient) -> None:
    ben = a_member("Ben Helper")
    helped(ben, title="How do I open a negotiation?", tag="negotiation")
    question = a_question("How do I close a negotiation?", author=ana, tags=["negotiation"])
    an_answer(question, author=a_member("Answered It Already"))

    assert names(look, f"/experts?question={question.entry_id}") == ["Ben Helper"]


def test_up_to_three_who_could_help_stand_beside_a_question_with_their_reason(ana: Member, look: FlaskClient) -> None:
    for number in range(5):
        helped(a_member(f"Ben {number}"), title="How do I open a negotiation?", tag="negotiation")
    question = a_question("How do I close a negotiation?", author=ana, tags=["negotiation"])

    page = look.get(question.entry.path).text
    part = re.search(r'id="beside" data-part="([^"]+)"><a href="([^"]+)"', page)
    assert "Who could help" in page
    assert part is not None
    assert len(names(look, part[2])) == 5, "without a script the link leads to all of them"
    beside = look.get(part[1]).text
    assert len(names(look, part[1])) == 3
    assert beside.count("How do I open a negotiation?") == 3
    assert "Ana Reader" not in beside


def test_where_nobody_could_help_the_question_says_so_calmly(ana: Member, look: FlaskClient) -> None:
    question = a_question("How do I close a negotiation?", author=ana)

    assert "stays open for everybody" in look.get(f"/experts/beside/{question.entry_id}").text


def test_a_visitor_sees_nobody_beside_a_question(app: Flask, visitor: FlaskClient) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    question = a_question(audience=public_audience())

    assert "Who could help" not in visitor.get(question.entry.path).text
    assert visitor.get(f"/experts/beside/{question.entry_id}").status_code in {302, 303, 401}


def test_the_asker_is_nobodys_expert_for_their_own_question(ana: Member, look: FlaskClient) -> None:
    asker = a_member("Asker")
    helped(asker, title="How do I open a negotiation?", tag="negotiation")
    question = a_question("How do I close a negotiation?", author=asker, tags=["negotiation"])

    assert names(look, f"/experts?question={question.entry_id}") == []


def test_at_most_as_many_are_named_as_wanted(ana: Member) -> None:
    for _helper in range(5):
        helped(a_member(), title="How do I open a negotiation?", tag="negotiation")
    question = a_question("How do I close a negotiation?", author=ana, tags=["negotiation"])

    assert len(queries.experts_for_question(ana, question.entry)) == 3
    assert len(queries.experts_for_tags(ana, ["negotiation"], 2)) == 2


def test_several_tags_count_an_answer_once(ana: Member) -> None:
    question = a_question(tags=["one", "two"])
    an_answer(question, author=a_member("Ben Helper"))

    (expert,) = queries.experts_for_tags(ana, ["one", "two", "one", "unknown"])
    assert expert.kinds == {"answer": 1}


def test_visitors_are_told_of_nobody(app: Flask, visitor: FlaskClient) -> None:
    helped(a_member("Ben Helper"))

    assert visitor.get(f"/experts?tag={TAG}").status_code in {302, 303, 401}
    assert queries.experts_for_tags(None, [TAG]) == []
    assert queries.experts_for_question(None, a_question("What about the handover note?").entry) == []


@pytest.mark.parametrize("typed", ["0", "999999", "x", "", "-1", "9" * 30, "１２", "1.5", "1 OR 1=1"])
def test_a_question_that_there_is_not_is_not_found(look: FlaskClient, typed: str) -> None:
    assert look.get("/experts", query_string={"question": typed}).status_code == 404


def test_a_question_that_one_may_not_see_is_not_found(look: FlaskClient) -> None:
    hidden = a_question(author=(kim := a_member()), audience=only(kim))

    assert look.get(f"/experts?question={hidden.entry_id}").status_code == 404
    assert look.get(f"/experts/beside/{hidden.entry_id}").status_code == 404


@pytest.mark.parametrize("name", ["q", "tag"])
@pytest.mark.parametrize(
    "typed",
    [" ", "the of and", "'", '"', "a OR b", "NEAR(", "x" * 5000, "🧤", "שלום", "a\u202eb", "=x", "_", "c++", "'|&!:*"],
)  # fmt: skip
def test_anything_may_be_typed(look: FlaskClient, name: str, typed: str) -> None:
    helped(a_member("Ben Helper"), title=f"How do I use {typed[:100]} at work?")

    assert look.get("/experts", query_string={name: typed}).status_code == 200


def test_nothing_typed_shows_the_skills_to_begin_with(look: FlaskClient) -> None:
    tags_for(["negotiation"])[0].is_skill = True
    commit()

    assert "/experts?tag=negotiation" in look.get("/experts").text


def test_where_nobody_knows_one_is_led_to_ask(look: FlaskClient) -> None:
    page = look.get("/experts?tag=negotiation").text

    assert "Nobody has shown it yet" in page
    assert "/questions/new?tags=negotiation" in page


def test_each_sees_why_they_are_shown(as_member: Any) -> None:
    ben = a_member("Ben Helper")
    answer = helped(ben)
    an_entry(Kind.REFLECTION, author=ben, audience=only(ben), tags=["private"], title="Kept for me")

    page = as_member(ben).get("/experts/me").text
    assert answer.path in page
    assert "Do not show me" in page
    assert "Kept for me" not in page


def test_opting_out_holds_at_once_and_can_be_undone(look: FlaskClient, as_member: Any) -> None:
    ben = a_member("Ben Helper")
    helped(ben)
    bens = as_member(ben)
    assert names(look) == ["Ben Helper"]

    assert bens.post("/experts/me/listing", data={"listed": "no"}).status_code == 303
    assert names(look) == []
    assert "Let colleagues find me" in bens.get("/experts/me").text

    bens.post("/experts/me/listing", data={"listed": "yes"})
    assert names(look) == ["Ben Helper"]


@pytest.mark.parametrize("choice", ["", "maybe", "NO", "\x00"])
def test_an_unclear_choice_changes_nothing(as_member: Any, choice: str) -> None:
    ben = a_member()

    assert as_member(ben).post("/experts/me/listing", data={"listed": choice}).status_code == 422
    assert ben.is_listed_as_expert is None


@pytest.mark.parametrize("helpers", [1, 12])
def test_a_page_asks_the_database_a_few_times_however_many_helped(look: FlaskClient, ana: Member, helpers: int) -> None:
    for _helper in range(helpers):
        helped(a_member(), title="How do I open a negotiation?")
    question = a_question("How do I close a negotiation?", author=ana, tags=[TAG])

    paths = (
        f"/experts?tag={TAG}",
        "/experts?q=open+negotiation",
        f"/experts?question={question.entry_id}",
        f"/experts/beside/{question.entry_id}",
        question.entry.path,
        "/experts/me",
        "/experts/asks",
    )
    for path in paths:
        look.get(path)
        with statements() as sent:
            look.get(path)
        assert len(sent) <= 8, path


def test_a_manager_sees_no_more_than_anybody(look: FlaskClient, as_member: Any) -> None:
    helped(a_member("Ben Helper"))
    manager = as_member(a_member(role=Role.MANAGER))

    assert names(manager) == names(look)
