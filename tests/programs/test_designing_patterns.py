"""Beginning a program with a pattern, and working on its reminders as people do it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.audiences.service import only, organization_audience
from community.kernel.db import session
from community.programs.designing.queries import reminders_to_design
from community.programs.models import Program, Reminder, ReminderKind
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

CUSTOM = {"pattern": "custom", "days": "21, 3; 1 7"}
DATES = {"pattern": "dates", "first_day": "2027-01-25", "dates": "2027-02-01\n2027-01-27\n2027-01-27"}


def days(program: Program) -> list[int]:
    return [one.offset_days for one in reminders_to_design(program)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"pattern": "spaced"}, [2, 7, 16, 35, 70]),
        ({"pattern": "daily", "count": "3"}, [1, 2, 3]),
        ({"pattern": "weekly", "count": "3"}, [7, 14, 21]),
        (CUSTOM, [1, 3, 7, 21]),
        (DATES, [2, 7]),
        ({"pattern": "custom", "days": "300", "has_tail": "y"}, [300, 330, 360]),
        ({"pattern": "spaced", "has_tail": "y"}, [2, 7, 16, 35, 70, *range(100, 366, 30)]),
    ],
)
def test_a_pattern_says_when_reminders_come(
    app: Flask, as_member: Any, typed: dict[str, str], expected: list[int]
) -> None:
    program = a_program()
    page = as_member(program.owner).post(f"/programs/{program.slug}/pattern", data=typed, follow_redirects=True)
    assert days(program) == expected
    assert "Make their texts your own." in page.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"pattern": "custom", "days": "1, two"}, "“two” is no day"),
        ({"pattern": "custom", "days": ""}, "on which days"),
        ({"pattern": "custom", "days": "731"}, "“731” is no day"),
        (DATES | {"first_day": ""}, "on which day the cohort starts"),
        (DATES | {"dates": "2027-02-30"}, "“2027-02-30” is no date"),
        (DATES | {"dates": "2026-01-01"}, "from 0 to 730 days"),
        ({"pattern": "daily", "count": ""}, "on which days"),
        ({"pattern": "daily", "count": "100000"}, "from 1 to 200 reminders"),
        ({"pattern": "monthly"}, "Not a valid choice"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_sent_back(
    app: Flask, as_member: Any, typed: dict[str, str], said: str
) -> None:
    program = a_program()
    page = as_member(program.owner).post(f"/programs/{program.slug}/pattern", data=typed)
    assert (page.status_code, said in page.text, days(program)) == (422, True, [])


def test_the_spaced_pattern_asks_for_something_each_time(app: Flask, as_member: Any) -> None:
    program = a_program()
    client = as_member(program.owner)
    client.post(f"/programs/{program.slug}/pattern", data={"pattern": "spaced"})
    kinds = [one.kind for one in reminders_to_design(program)]
    assert kinds == ["recall", "scenario", "apply", "if-then", "apply"]
    again = client.post(f"/programs/{program.slug}/pattern", data={"pattern": "spaced"})
    assert (again.status_code, "has reminders already" in again.text, len(days(program))) == (422, True, 5)
    for one in reminders_to_design(program):
        assert client.post(f"/programs/reminders/{one.entry_id}/edit", data=_sent(one)).status_code == 303


def test_reminders_are_moved_taken_out_and_brought_back(app: Flask, as_member: Any) -> None:
    program = a_program()
    first, second = a_reminder(program, 2, title="Four lines"), a_reminder(program, 9)
    client = as_member(program.owner)
    assert client.post(f"/programs/reminders/{first.entry_id}/day", data={"offset_days": "12"}).status_code == 303
    assert [one.entry_id for one in reminders_to_design(program)] == [second.entry_id, first.entry_id]
    wrong = client.post(f"/programs/reminders/{first.entry_id}/day", data={"offset_days": "9999"})
    assert (wrong.status_code, "from 0 to 730 days" in wrong.text) == (422, True)

    page = client.post(f"/programs/reminders/{first.entry_id}/removal", follow_redirects=True)
    assert "Taken out" in page.text
    assert days(program) == [9]
    assert "Four lines" not in as_member(a_member()).get(f"/programs/{program.slug}").text
    client.post(f"/entries/{first.entry_id}/restoration")
    assert days(program) == [9, 12]


def test_calm_warnings_say_what_weakens_a_program(app: Flask, as_member: Any) -> None:
    program = a_program()
    for day in (2, 30, 32, 36, 37):
        a_reminder(program, day, kind=ReminderKind.GUIDE)
    page = as_member(program.owner).get(f"/programs/{program.slug}/design").text
    assert "the kind of reminder that does least" in page
    assert "in the week from day 30." in page
    a_reminder(program, 90, kind=ReminderKind.SCENARIO)
    assert "does least" not in as_member(program.owner).get(f"/programs/{program.slug}/design").text


def test_who_may_see_a_program_may_see_its_reminders(app: Flask, as_member: Any) -> None:
    program = a_program()
    reminder, enrollment = a_reminder(program), an_enrollment(a_cohort(program))
    mine = only(program.owner)
    client, told = as_member(program.owner), {"title": "Handover", "skills": "handover", "source": ""}
    client.post(f"/programs/{program.slug}/edit", data=told | {"audience": "self"})
    assert session().get_one(Reminder, reminder.entry_id).entry.audience_id == mine.id
    learner = as_member(enrollment.member)
    assert learner.get(f"/programs/reminders/{reminder.entry_id}").status_code == 404
    client.post(f"/programs/{program.slug}/edit", data=told | {"audience": "organization"})
    assert session().scalars(select(Program.audience_id)).one() == organization_audience().id
    assert learner.get(f"/programs/reminders/{reminder.entry_id}").status_code == 200


@pytest.mark.parametrize("what", ["design", "edit"])
def test_others_do_not_design(app: Flask, as_member: Any, what: str) -> None:
    program = a_program()
    reminder, other = a_reminder(program), as_member(a_member())
    assert other.get(f"/programs/{program.slug}/{what}").status_code == 403
    assert other.post(f"/programs/{program.slug}/pattern", data={"pattern": "spaced"}).status_code == 403
    assert other.post(f"/programs/reminders/{reminder.entry_id}/removal").status_code == 403
    assert other.post(f"/programs/reminders/{reminder.entry_id}/day", data={"offset_days": "1"}).status_code == 403


def _sent(one: Reminder) -> dict[str, str]:
    names = ("offset_days", "kind", "task", "recall_question", "recall_answer")
    return {name: str(getattr(one, name)) for name in names} | {"title": "Mine", "source": one.entry.source}
