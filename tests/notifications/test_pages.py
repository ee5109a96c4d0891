"""Reading what one was told, as people do it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import Member, Role
from community.accounts.routes.choices import TEAMS_NONE
from community.audiences.service import only, team_audience
from community.entries import service
from community.entries.follows import Subject, follow
from community.kernel.db import commit, session
from community.notifications.models import Notification
from community.questions.service import accept_answer
from tests.counting import statements
from tests.factories import a_comment, a_member, a_question, a_team, an_answer, an_entry
from tests.schema import Engine, Sqlite

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def the_notification(member: Member) -> Notification:
    """The one thing that `member` was told."""
    return session().scalars(select(Notification).where(Notification.member_id == member.id)).one()


def test_strangers_are_asked_to_sign_in(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/notifications").location == "/sign-in?next=%2Fnotifications"


def test_an_empty_page_says_what_will_be_here(app: Flask, as_member: Any) -> None:
    assert "You will hear of answers to your questions" in as_member(a_member()).get("/notifications").text


def test_an_answer_is_called_by_its_question(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    an_answer(a_question("How do I write <notes>?", author=ana), author=ben)
    assert "Ben answered your question “How do I write &lt;notes&gt;?”" in as_member(ana).get("/notifications").text


def test_every_reason_has_its_sentence(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    question = a_question("What makes a good note?", author=ben)
    answer = an_answer(question, author=ana)
    accept_answer(answer, question, by=ben)
    a_comment(a_comment(answer, by=ben), by=a_member("Chi"))
    an_entry(author=ben, title="My week", source=f"With @{ana.username}.")
    page = as_member(ana).get("/notifications").text
    assert "Ben says that your answer to “What makes a good note?” helped" in page
    assert "Ben commented on what you wrote: “What makes a good note?”" in page
    assert "Ben mentioned you in “My week”" in page


def test_opening_a_notification_leads_there_and_marks_it_as_read(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    answer = an_answer(a_question(author=ana))
    response = as_member(ana).get(f"/notifications/{the_notification(ana).id}")
    assert (response.status_code, response.location) == (302, answer.path)
    session().refresh(ana)
    assert ana.unread_count == 0
    assert the_notification(ana).read_at is not None


def test_opening_it_again_counts_nothing_twice(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana)
    an_answer(question)
    first = the_notification(ana).id
    an_answer(question)
    for _ in range(2):
        as_member(ana).get(f"/notifications/{first}")
    session().refresh(ana)
    assert ana.unread_count == 1


def test_the_head_of_each_page_says_how_much_is_unread(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_answer(a_question(author=ana))
    assert 'class="count-dot"' in as_member(ana).get("/about/audiences").text


def test_all_are_marked_as_read_at_once(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana)
    an_answer(question)
    an_answer(question)
    page = as_member(ana).post("/notifications/reading", follow_redirects=True)
    assert "Everything is marked as read." in page.text
    session().refresh(ana)
    assert ana.unread_count == 0


def test_marking_all_leaves_those_of_others_alone(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    an_answer(a_question(author=ana))
    as_member(ben).post("/notifications/reading")
    session().refresh(ana)
    assert ana.unread_count == 1


def test_a_notification_of_somebody_else_is_not_found(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_answer(a_question(author=ana))
    assert as_member(a_member()).get(f"/notifications/{the_notification(ana).id}").status_code == 404


@pytest.mark.parametrize("path", ["/notifications/0", "/notifications/99999999999999999999", "/notifications/x"])
def test_one_that_does_not_exist_is_not_found(app: Flask, as_member: Any, path: str) -> None:
    assert as_member(a_member()).get(path).status_code == 404


def test_what_was_closed_since_is_not_found_and_its_title_not_shown(app: Flask, as_member: Any) -> None:
    ana, chi = a_member("Ana"), a_member("Chi")
    follow(Subject.MEMBER, ana.id, by=chi)
    entry = an_entry(author=ana, title="About Xylophon")
    service.restrict(entry, only(ana), by=ana)
    commit()
    assert "Xylophon" not in as_member(chi).get("/notifications").text
    assert as_member(chi).get(f"/notifications/{the_notification(chi).id}").status_code == 404


def test_the_list_is_parted_by_the_days_of_the_reader(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana", language="en")
    ana.timezone = "Pacific/Auckland"
    question = a_question(author=ana)
    for moment in (NOON - timedelta(hours=2), NOON):
        with time_machine.travel(moment, tick=False):
            an_answer(question)
    page = as_member(ana).get("/notifications").text
    assert 'id="day-2026-03-10"' in page
    assert 'id="day-2026-03-11"' in page


def test_a_long_list_has_pages(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana)
    answers = [an_answer(question) for _ in range(25)]
    client = as_member(ana)
    first = client.get("/notifications")
    address = first.text.split('rel="next" href="')[1].split('"')[0]
    second = client.get(address.replace("&amp;", "&"))
    assert [page.text.count('<article class="person"') for page in (first, second)] == [20, 5]
    assert len(answers) == 25


def test_a_page_that_is_none_is_refused(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).get("/notifications?after=%27").status_code == 422


@pytest.mark.parametrize("rows", [1, 15])
def test_the_page_takes_two_queries(app: Flask, as_member: Any, rows: int) -> None:
    ana = a_member("Ana")
    question = a_question(author=ana)
    for _ in range(rows):
        an_answer(question)
    client = as_member(ana)
    with statements() as sent:
        client.get("/notifications")
    assert len(sent) == 2


def test_opening_one_begins_as_a_writer(app: Flask, as_member: Any, engine: Engine) -> None:
    ana = a_member("Ana")
    an_answer(a_question(author=ana))
    client, path = as_member(ana), f"/notifications/{the_notification(ana).id}"
    with statements(with_begin=True) as sent:
        client.get(path)
    writers = ["BEGIN IMMEDIATE"] if isinstance(engine, Sqlite) else []
    assert [statement for statement in sent if statement.startswith("BEGIN")][:1] == writers


def test_the_number_counts_what_one_may_see_now(app: Flask, as_member: Any) -> None:
    nights, days = a_team("Nights"), a_team("Days")
    ana, chi = a_member("Ana", team=nights), a_member("Chi", team=nights)
    chief = as_member(a_member(role=Role.ADMINISTRATOR))
    follow(Subject.MEMBER, ana.id, by=chi)
    commit()
    an_entry(author=ana)
    an_entry(author=ana, audience=team_audience(nights))
    closed_later = an_entry(author=ana)

    assert number_of(as_member(chi)) == 3
    nights_alone = {"audience": f"audience:{team_audience(nights).id}"}
    assert as_member(ana).post(f"/entries/{closed_later.id}/audience", data=nights_alone).status_code == 303
    assert number_of(as_member(chi)) == 3
    for team, number in ((days, 1), (nights, 3), (None, 1), (nights, 3)):
        answer = chief.post(
            f"/admin/people/{chi.id}",
            data={"role": "member", "team": str(team.id if team else TEAMS_NONE), "manager": ""},
        )
        assert answer.status_code == 303
        assert number_of(as_member(chi)) == number
    as_member(ana).post(f"/entries/{closed_later.id}/audience", data={"audience": "self"})
    assert number_of(as_member(chi)) == 2


def number_of(client: FlaskClient) -> int:
    """The number of unread notifications in the head of each page."""
    found = re.search(r"unread:</span> (\d+)", client.get("/about/audiences").text)
    return int(found[1]) if found else 0
