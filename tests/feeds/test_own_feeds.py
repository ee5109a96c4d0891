"""The feeds of programs: one for a cohort, and one for each learner by their own days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.service.feed_tokens import make_feed_token
from community.audiences import service as audiences
from community.kernel.db import commit, session
from community.programs import service
from community.programs.deliveries.planning import look_at_all_due
from community.programs.models import Enrollment, Program, Reminder, ReminderKind
from tests.bookmarks.factories import a_bookmark
from tests.counting import statements
from tests.factories import a_member
from tests.feeds.reading import FORMS, items, titles
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

THURSDAY = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    """The clock, standing at noon of the first Thursday."""
    with time_machine.travel(THURSDAY, tick=False) as held:
        yield held


@pytest.fixture
def enrollment(app: Flask, clock: Any) -> Enrollment:
    """A learner of a program with reminders on days 2 and 7, on a topic of which there are pages."""
    program = a_program(resource_tags=["handover", "ночь"])
    a_reminder(program, 2)
    a_reminder(program, 7)
    return an_enrollment(a_cohort(program))


def path_of(enrollment: Enrollment, form: str = "atom") -> str:
    return f"/feeds/enrollments/{enrollment.id}.{form}"


@pytest.mark.parametrize("form", FORMS)
def test_my_own_reminders_come_by_my_own_start(enrollment: Enrollment, as_member: Any, form: str) -> None:
    (reminder,) = items(as_member(enrollment.member).get(path_of(enrollment, form)))
    assert reminder.title == "Day 2"
    assert reminder.id.endswith(f":enrollment-{enrollment.id}-reminder-{reminder.link.rpartition('/')[2]}")


@pytest.mark.parametrize("form", FORMS)
def test_who_reads_a_reminder_answers_it_without_signing_in(
    enrollment: Enrollment, as_member: Any, visitor: FlaskClient, form: str
) -> None:
    (reminder,) = items(as_member(enrollment.member).get(path_of(enrollment, form)))
    address = reminder.html.partition('<a href="')[2].partition('"')[0]
    assert "Did you apply it?" in reminder.html
    assert visitor.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.parametrize("form", FORMS)
def test_resources_stand_among_the_reminders_as_far_as_the_learner_may_see_them(
    enrollment: Enrollment, as_member: Any, clock: Any, form: str
) -> None:
    a_bookmark("https://example.org/a", title="A page", tags=["handover"])
    a_bookmark("https://example.org/b", title="Another", tags=["ночь"])
    a_bookmark(title="Of something else", tags=["rope"])
    ben = a_member("Ben")
    a_bookmark(author=ben, audience=audiences.only(ben), title="Only mine", tags=["handover"])
    clock.shift(timedelta(days=7))
    learner = as_member(enrollment.member)
    expected = ["Day 7", "Another", "A page", "Day 2"]
    assert titles(learner.get(path_of(enrollment, form))) == expected
    assert titles(learner.get(f"/feeds/cohorts/{enrollment.cohort_id}.{form}")) == expected


def test_what_is_written_down_and_what_is_due_have_the_same_names(enrollment: Enrollment, as_member: Any) -> None:
    learner = as_member(enrollment.member)
    due = learner.get(path_of(enrollment))
    assert look_at_all_due() is False
    written = learner.get(path_of(enrollment))
    assert (written.headers["ETag"], written.data) == (due.headers["ETag"], due.data)


def test_a_poll_of_an_unchanged_own_feed_costs_two_queries(enrollment: Enrollment, visitor: FlaskClient) -> None:
    a_bookmark(tags=["handover"])
    look_at_all_due()
    _token, secret = make_feed_token(enrollment.member, path_of(enrollment), "")
    commit()
    address = f"{path_of(enrollment)}?token={secret}"
    etag = visitor.get(address).headers["ETag"]
    with statements() as sent:
        again = visitor.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.data, len(sent)) == (304, b"", 2)


@pytest.mark.parametrize("change", ["due", "resource", "task", "title"])
def test_every_change_of_an_own_feed_is_sent(enrollment: Enrollment, as_member: Any, clock: Any, change: str) -> None:
    learner, program = as_member(enrollment.member), enrollment.cohort.program
    look_at_all_due()
    etag = learner.get(path_of(enrollment)).headers["ETag"]
    if change == "due":
        clock.shift(timedelta(days=7))
    elif change == "resource":
        a_bookmark(tags=["handover"])
    elif change == "task":
        _give_another_task(program)
    else:
        program.title = "Another title"
    commit()
    assert learner.get(path_of(enrollment), headers={"If-None-Match": etag}).status_code == 200


def _give_another_task(program: Program) -> None:
    (reminder, _later) = _reminders(program)
    step = service.Step(2, ReminderKind.APPLY, "Day 2", "Write the last line first.", task="Try it twice.")
    service.revise_reminder(reminder, step, by=program.owner)


def _reminders(program: Program) -> Any:
    return session().query(Reminder).filter_by(program_id=program.id).order_by("offset_days").all()


def test_anothers_reminders_are_not_found(enrollment: Enrollment, as_member: Any, visitor: FlaskClient) -> None:
    assert as_member(a_member()).get(path_of(enrollment)).status_code == 404
    assert visitor.get(path_of(enrollment)).status_code == 401


def test_a_week_in_one_entry(enrollment: Enrollment, as_member: Any, clock: Any) -> None:
    learner = as_member(enrollment.member)
    address = f"{path_of(enrollment)}?edition=week"
    assert titles(learner.get(address)) == []
    clock.move_to(datetime(2026, 3, 10, 12, tzinfo=UTC))
    look_at_all_due()
    (week,) = items(learner.get(address))
    assert "Day 2" in week.html
    assert "Day 7" not in week.html
