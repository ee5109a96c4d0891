"""A question is put to few who probably know, goes on by itself, and nobody hears who passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import Member, Role
from community.audiences.service import named, only
from community.experts.models import Escalation, ExpertInvitation
from community.experts.service import climb_due
from community.kernel import clock
from community.kernel.db import commit, session
from community.notifications.models import Notification
from community.questions.models import Question
from community.questions.service import accept_answer
from tests.factories import a_member, a_question, an_answer

ASKED = "How do I close a negotiation?"


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who asks."""
    return a_member("Ana Asks")


def a_helper(name: str, answers: int = 1) -> Member:
    """Somebody who answered the same before."""
    helper = a_member(name)
    for _answer in range(answers):
        an_answer(a_question("How do I open a negotiation?", tags=["negotiation"]), author=helper)
    # What was put to them on the way is not what these tests are about.
    session().query(ExpertInvitation).delete()
    commit()
    return helper


def invited_to(question: Question) -> dict[str, str]:
    """The names of those to whom a question was put, each with what became of it."""
    rows = session().execute(
        select(Member.name, ExpertInvitation.state)
        .join(Member, Member.id == ExpertInvitation.member_id)
        .where(ExpertInvitation.question_id == question.entry_id)
        .order_by(ExpertInvitation.id)
    )
    return {name: state for name, state in rows}  # noqa: C416 (a row is no pair to the type checker)


def step_of(question: Question) -> str:
    return session().get_one(Escalation, question.entry_id).step


def told(member: Member) -> list[str]:
    return list(session().scalars(select(Notification.reason).where(Notification.member_id == member.id)))


def steps_on(client: FlaskClient, question: Question) -> str:
    """What the asker sees beside the question, without the tokens of forms and the seconds that pass."""
    page = client.get(f"/experts/beside/{question.entry_id}").text
    return re.sub(r'value="[^"]*"|\d+ seconds? ago', "", page)


def after(days: float) -> Iterator[None]:
    """Within this block so many days have passed, and what was due was done."""
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        climb_due()
        commit()
        yield


def test_a_question_is_put_to_those_who_know_and_who_may_read_it(ana: Member, as_member: Any) -> None:
    ben, other = a_helper("Ben Knows"), a_helper("Eve Elsewhere")
    question = a_question(ASKED, author=ana, tags=["negotiation"], audience=named([ana, ben]))

    assert invited_to(question) == {"Ben Knows": "open"}
    assert told(ben).count("invited") >= 1
    page = as_member(ben).get("/experts/asks").text
    assert ASKED in page
    assert "Because of what you wrote:" in page
    assert "This question is put to you." in as_member(ben).get(f"/experts/beside/{question.entry_id}").text
    assert ASKED not in as_member(other).get("/experts/asks").text

    private = a_question("How do I end a negotiation alone?", author=ana, audience=only(ana))
    assert session().get(Escalation, private.entry_id) is None


def test_to_pass_leaves_no_trace_and_asks_the_next(ana: Member, as_member: Any) -> None:
    for name, answers in [("Ben", 5), ("Chi", 4), ("Dan", 3), ("Eve", 1)]:
        a_helper(name, answers)
    question = a_question(ASKED, author=ana)
    before = steps_on(as_member(ana), question)
    first = session().scalars(select(ExpertInvitation).where(ExpertInvitation.question_id == question.entry_id)).all()
    assert len(first) == 3
    passing = session().get_one(Member, first[0].member_id)

    stranger = as_member(a_member()).post(f"/experts/invitations/{first[0].id}/pass")
    assert stranger.status_code == 404
    as_member(passing).post(f"/experts/invitations/{first[0].id}/pass")

    states = invited_to(question)
    assert len(states) == 4
    assert states[passing.name] == "passed"
    assert steps_on(as_member(ana), question) == before
    assert ASKED not in as_member(passing).get("/experts/asks").text


@pytest.mark.parametrize("why", ["is away", "had three this week", "does not want to be found"])
def test_who_cannot_be_asked_is_left_in_peace(ana: Member, as_member: Any, why: str) -> None:
    ben = a_helper("Ben Knows")
    if why == "is away":
        until = (clock.now() + timedelta(days=9)).date().isoformat()
        assert as_member(ben).post("/experts/me/absence", data={"until": until}).status_code == 303
        assert "You are away until" in as_member(ben).get("/experts/asks").text
    elif why == "had three this week":
        for number in range(3):
            a_question(f"How do I win negotiation {number}?", author=ana)
        assert len(as_member(ben).get("/experts/asks").text.split("Because of what you wrote:")) == 4
    else:
        as_member(ben).post("/experts/me/listing", data={"listed": "no"})

    question = a_question(ASKED, author=ana)
    assert invited_to(question) == {}
    assert step_of(question) == "community"


def test_nobody_answers_so_it_goes_on_to_all_and_then_to_a_steward(ana: Member, as_member: Any) -> None:
    admin = a_member("Ada Admin", role=Role.ADMINISTRATOR)
    a_helper("Ben Knows")
    question = a_question(ASKED, author=ana)
    look = as_member(ana)

    page = steps_on(look, question)
    assert page.index("People who know about it are asked") < page.index("Everybody who may read it is asked")
    for _later in after(1):
        assert step_of(question) == "experts"
    for _later in after(2.1):
        assert step_of(question) == "community"
        assert ASKED in as_member(a_member()).get("/experts/asks").text
    for _later in after(5.2):
        assert step_of(question) == "steward"
        assert "Ada Admin looks after it" in steps_on(look, question)
        assert "You look after these" in as_member(admin).get("/experts/asks").text
        assert told(admin) == ["steward"]


def test_an_answer_ends_the_search_and_the_asker_may_go_on(ana: Member, as_member: Any) -> None:
    ben = a_helper("Ben Knows")
    question = a_question(ASKED, author=ana)
    answer = an_answer(question, author=ben)

    assert (step_of(question), invited_to(question)) == ("rested", {"Ben Knows": "ended"})
    path = f"/experts/questions/{question.entry_id}/next-step"
    assert as_member(ben).post(path).status_code == 403
    assert as_member(ana).post(path).status_code == 303
    assert step_of(question) == "community"

    accept_answer(answer, question, by=ana)
    commit()
    assert step_of(question) == "rested"
    assert as_member(ana).post(path).status_code == 422


def test_who_means_to_answer_has_time_for_it(ana: Member, as_member: Any) -> None:
    ben = a_helper("Ben Knows")
    question = a_question(ASKED, author=ana)
    (invitation,) = session().scalars(select(ExpertInvitation).where(ExpertInvitation.question_id == question.entry_id))
    with time_machine.travel(clock.now() + timedelta(days=1.5), tick=False):
        seen = as_member(ben).post(f"/experts/invitations/{invitation.id}/acceptance")
        assert seen.location == f"{question.entry.path}#your-answer"
    for _later in after(3):
        assert step_of(question) == "experts"
    for _later in after(4):
        assert step_of(question) == "community"


def test_somebody_else_can_be_named_and_hears_it(ana: Member, as_member: Any) -> None:
    ben, chi = a_helper("Ben Knows"), a_member("Chi Quiet")
    question = a_question(ASKED, author=ana)
    path = f"/experts/questions/{question.entry_id}/suggestions"

    assert as_member(ben).post(path, data={"who": f"@{chi.username}"}).status_code == 303
    assert invited_to(question) == {"Ben Knows": "open", "Chi Quiet": "open"}
    assert "Ben Knows thinks that you may know." in as_member(chi).get("/experts/asks").text
    for nobody in ("nobody.here", ben.username, ana.username, ""):
        assert as_member(ben).post(path, data={"who": nobody}).status_code == 422
    assert len(invited_to(question)) == 2


def test_the_last_place_is_for_somebody_who_was_not_asked_for_long(ana: Member) -> None:
    names = ["Ben", "Chi", "Dan", "Eve"]
    for number, name in enumerate(names):
        a_helper(name, 5 - number)
    before = a_question("How do I prepare a negotiation?", author=ana, tags=["negotiation"])
    assert "Eve" not in invited_to(before)

    question = a_question(ASKED, author=ana, tags=["negotiation"])
    assert list(invited_to(question))[-1] == "Eve"


def test_where_nobody_has_shown_it_who_says_so_is_asked(ana: Member, as_member: Any) -> None:
    ben = a_member("Ben Says")
    as_member(ben).post("/experts/me/skills", data={"topic": "Wound care", "declared": "yes"})
    question = a_question("Which dressing holds longest?", author=ana, tags=["wound-care"])

    assert invited_to(question) == {"Ben Says": "open"}
    assert "Because you say that you can help with its topic." in as_member(ben).get("/experts/asks").text
