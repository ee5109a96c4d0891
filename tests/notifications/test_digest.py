"""The digest: once for each member and period, of what they may still see, and nothing when there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask

from community.accounts.models import Member
from community.audiences.service import only
from community.entries import service
from community.entries.follows import Subject, follow
from community.kernel import mail
from community.kernel.db import commit, session
from community.kernel.digest import Line, Section
from community.kernel.mail import MailState, OutgoingMail
from community.kernel.quiet_hours import Quiet
from community.notifications.choices import choose, set_hours
from community.notifications.digests import queue_digests
from community.notifications.ranking import MOST, chosen
from community.notifications.slots import last_slot
from community.notifications.topics import USUAL, Level, Topic
from community.topics.queries import tag_by_name
from tests.factories import a_member, a_question, an_answer, an_entry
from tests.mailbox import Mailbox, html_of, text_of

WEDNESDAY = "2026-11-25 12:00:00+00:00"
MONDAY = "2026-11-30 08:03:00+00:00"
"""Three minutes after the digest is due in London, in winter."""


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY):
        yield


def digests_at(moment: str) -> int:
    """Queue and send what is due then; how many digests were queued."""
    with time_machine.travel(moment):
        queued = queue_digests()
        commit()
        mail.post_due(raising=True)
    return queued


def a_busy_week(ana: Member) -> None:
    """An answer, news of a tag, and a question that Ana could help with; nobody puts it to her by name."""
    ana.is_listed_as_expert = False
    ben = a_member("Ben")
    an_answer(a_question("How do I write a note?", author=ana), author=ben)
    an_answer(a_question("What is rigging?", author=ben, tags=["rigging"]), author=ana)
    an_entry(author=ben, title="Before", tags=["ropes"])
    tag = tag_by_name("ropes")
    assert tag is not None
    follow(Subject.TAG, tag.id, by=ana)
    commit()
    an_entry(author=ben, title="After", tags=["ropes"])
    a_question("Who checks the knots?", author=a_member("Chi"), tags=["rigging"])


def test_the_week_comes_on_monday_morning_in_its_sections(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    a_busy_week(ana)
    digests_at(MONDAY)
    message = mailbox.only("ana@example.org")
    text = text_of(message)
    assert message["Subject"] == "Your week in the community"
    assert message["Precedence"] == "bulk"
    order = [text.index(part) for part in ("Replies to you", "What you follow", "A question that you could help with")]
    assert order == sorted(order)
    assert "Ben answered your question “How do I write a note?”" in text
    assert "Who checks the knots?" in text
    assert html_of(message).count("No more of this") == 2


def test_whatever_is_run_twice_it_comes_once(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    a_busy_week(ana)
    digests_at(MONDAY)
    set_hours(ana, digest_hour=9, digest_weekday=0)
    commit()
    assert digests_at(MONDAY) == 0
    digests_at("2026-11-30 09:30:00+00:00")
    assert len(mailbox.to("ana@example.org")) == 1


def test_nothing_is_sent_when_there_is_nothing_to_tell(app: Flask, mailbox: Mailbox) -> None:
    a_member("Ana")
    assert digests_at(MONDAY) == 1
    assert (mailbox.mails, session().query(OutgoingMail).one().state) == ([], MailState.DROPPED)


def test_what_one_may_no_longer_see_when_it_goes_is_left_out(app: Flask, mailbox: Mailbox) -> None:
    ana, ben = a_member("Ana", email="ana@example.org"), a_member("Ben")
    follow(Subject.MEMBER, ben.id, by=ana)
    posts = [an_entry(author=ben, title=f"The {knot} knot") for knot in ("first", "second", "third")]
    with time_machine.travel(MONDAY):
        queue_digests()
        service.restrict(posts[0], only(ben), by=ben)
        service.withdraw(posts[1], by=ben)
        commit()
        mail.post_due(raising=True)
    text = text_of(mailbox.only("ana@example.org"))
    assert [knot in text for knot in ("first", "second", "third")] == [False, False, True]


def test_daily_topics_come_daily_and_not_again_on_monday(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    choose(ana, {Topic.ANSWERS: USUAL[Topic.ANSWERS]._replace(mail=Level.DAILY)})
    an_answer(a_question("How do I write a note?", author=ana))
    digests_at("2026-11-26 08:01:00+00:00")
    digests_at(MONDAY)
    message = mailbox.only("ana@example.org")
    assert message["Subject"] == "Your day in the community"


def test_the_hour_is_the_hour_of_the_reader(app: Flask, mailbox: Mailbox) -> None:
    tokyo = a_member("Aki", email="aki@example.org")
    tokyo.timezone = "Asia/Tokyo"
    an_answer(a_question("How do I write a note?", author=tokyo))
    assert digests_at("2026-11-29 22:50:00+00:00") == 0
    assert digests_at("2026-11-29 23:05:00+00:00") == 1


def test_without_a_mail_server_nothing_piles_up(app: Flask) -> None:
    a_member()
    assert digests_at(MONDAY) == 0


def test_a_click_on_a_line_ends_that_alone(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    a_busy_week(ana)
    digests_at(MONDAY)
    paths = re.findall(r"No more of this: http://127\.0\.0\.1:8000(/\S+)", text_of(mailbox.only("ana@example.org")))
    visitor = app.test_client()
    with time_machine.travel(MONDAY):
        assert ["Shall this end?" in visitor.get(path).text for path in paths] == [True, True]
        assert ["That is ended" in visitor.post(path).text for path in paths] == [True, True]


def lines(section: Section, number: int, *, days_old: float = 0.0) -> list[Line]:
    """Some lines of a section."""
    at = datetime(2026, 11, 30, tzinfo=UTC) - timedelta(days=days_old)
    return [Line(section, f"{section} {n}", f"/{section}/{n}/{days_old}", at) for n in range(number)]


def test_at_most_twelve_lines_the_direct_ones_first() -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    many = [line for section in reversed(Section) for line in lines(section, 9)]
    found = chosen(many, now)
    assert {section: len(kept) for section, kept in found.items()} == {
        Section.ASKS: 9,
        Section.COMMITMENTS: 2,
        Section.HELP: 1,
    }
    assert sum(map(len, found.values())) == MOST


def test_the_fresh_overtakes_the_stale() -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    old, new = lines(Section.ASKS, 1, days_old=30), lines(Section.FOLLOWED, 1)
    assert chosen([*old, *new], now, most=1) == {Section.FOLLOWED: new}


def test_one_page_is_one_line() -> None:
    line = lines(Section.ASKS, 1)[0]
    again = Line(Section.FOLLOWED, "The same page", line.path, line.at)
    assert chosen([again, line], line.at) == {Section.ASKS: [line]}


LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("now", "hours", "end"),
    [
        ("2026-11-25T21:00", (20, 7), "2026-11-26T07:00"),
        ("2026-11-25T06:59", (20, 7), "2026-11-25T07:00"),
        ("2026-11-25T07:00", (20, 7), None),
        ("2026-11-25T12:00", (9, 17), "2026-11-25T17:00"),
        ("2026-11-25T12:00", (12, 12), None),
        ("2027-03-27T23:00", (20, 7), "2027-03-28T06:00"),  # the night in which London loses an hour
    ],
)
def test_quiet_hours_end(now: str, hours: tuple[int, int], end: str | None) -> None:
    found = Quiet(*hours).end(datetime.fromisoformat(now).replace(tzinfo=UTC), LONDON)
    assert found == (datetime.fromisoformat(end).replace(tzinfo=UTC) if end else None)


def test_slots_follow_the_clock_on_the_wall() -> None:
    before = datetime(2026, 10, 31, 13, tzinfo=UTC)  # summer time in New York ends on November 1
    assert last_slot(before, NEW_YORK, 8) == datetime(2026, 10, 31, 12, tzinfo=UTC)
    assert last_slot(before + timedelta(days=1), NEW_YORK, 8) == datetime(2026, 11, 1, 13, tzinfo=UTC)
    assert last_slot(before, NEW_YORK, 8, weekday=0) == datetime(2026, 10, 26, 12, tzinfo=UTC)
