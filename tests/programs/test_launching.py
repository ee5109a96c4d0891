"""A new reminder is a draft that nobody gets, until who runs the program launches it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import time_machine
from flask import Flask

from community.kernel.db import session
from community.programs.delivered import came, upcoming
from community.programs.deliveries.planning import look_at_all_due
from community.programs.deliveries.queries import learning_of
from community.programs.designing.queries import TAKEN_OUT, reminders_to_design
from community.programs.models import Cohort, Enrollment, Program, Reminder
from community.programs.queries import cohort_deliveries
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

LATER = datetime(2026, 6, 1, tzinfo=UTC)


def begun(as_member: Any, program: Program) -> Any:
    """The client of who runs `program`, which was begun with a pattern."""
    client = as_member(program.owner)
    client.post(f"/programs/{program.slug}/pattern", data={"pattern": "spaced"})
    return client


def told(enrollment: Enrollment, cohort: Cohort) -> int:
    """How many reminders have come for a learner, are to come, or are in the feed of their cohort."""
    learning = learning_of(enrollment.member)
    by_cohort = cohort_deliveries(cohort, enrollment.member, LATER)
    return len(came(learning, LATER)) + len(upcoming(learning, LATER)) + len(by_cohort)


def states(program: Program) -> list[str]:
    return [one.entry.state for one in reminders_to_design(program)]


def test_nobody_gets_a_draft_and_everybody_gets_what_is_launched(app: Flask, as_member: Any) -> None:
    program = a_program()
    cohort = a_cohort(program)
    enrollment = an_enrollment(cohort)
    client = begun(as_member, program)
    assert told(enrollment, cohort) == 0
    learner, draft = as_member(enrollment.member), reminders_to_design(program)[0].entry_id
    assert learner.get(f"/programs/reminders/{draft}").status_code == 404
    assert "What do you remember of" not in learner.get(f"/programs/{program.slug}").text

    assert "5 drafts" in client.get(f"/programs/{program.slug}/design").text
    page = client.post(f"/programs/{program.slug}/launch", follow_redirects=True).text
    assert "5 reminders are launched." in page
    session().expire_all()
    assert told(enrollment, cohort) == 10
    assert learner.get(f"/programs/reminders/{draft}").status_code == 200
    assert "No draft waits" in client.post(f"/programs/{program.slug}/launch", follow_redirects=True).text


def test_who_designs_sees_drafts_in_calendar_and_through_time(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_cohort(program)
    client = begun(as_member, program)
    for page in (f"calendar?on={LATER.date()}", f"through-time?on={LATER.date()}"):
        assert f"Use {program.title} today" in client.get(f"/programs/{program.slug}/{page}").text
    assert "5 reminders are drafts" in client.get(f"/programs/{program.slug}").text


def test_a_program_that_runs_gets_one_more_draft(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2)
    client = as_member(program.owner)
    for day in ("9", "16"):
        data = {"title": f"On day {day}", "offset_days": day, "kind": "apply", "source": "Try it."}
        client.post(f"/programs/{program.slug}/reminders/new", data=data)
    assert states(program) == ["published", "draft", "draft"]
    second = reminders_to_design(program)[1]
    assert as_member(a_member()).post(f"/programs/reminders/{second.entry_id}/launch").status_code == 404
    assert as_member(a_member()).post(f"/programs/{program.slug}/launch").status_code == 403
    client.post(f"/programs/reminders/{second.entry_id}/launch")
    session().expire_all()
    assert states(program) == ["published", "published", "draft"]


def test_a_draft_that_was_taken_out_comes_back_as_a_draft(app: Flask, as_member: Any) -> None:
    program = a_program()
    client = begun(as_member, program)
    first = reminders_to_design(program)[0].entry_id
    client.post(f"/programs/reminders/{first}/removal")
    assert [one.entry_id for one in reminders_to_design(program, TAKEN_OUT)] == [first]
    assert "Bring it back" in client.get(f"/programs/{program.slug}/design").text
    client.post(f"/programs/{program.slug}/launch")
    client.post(f"/entries/{first}/restoration")
    session().expire_all()
    assert session().get_one(Reminder, first).entry.state == "draft"


def test_what_is_launched_late_comes_next_and_never_in_the_past(app: Flask, as_member: Any) -> None:
    program = a_program()
    enrollment = an_enrollment(a_cohort(program))
    with time_machine.travel(LATER, tick=False):
        begun(as_member, program)
        look_at_all_due()
        as_member(program.owner).post(f"/programs/{program.slug}/launch")
        look_at_all_due()
        session().expire_all()
        learning = learning_of(enrollment.member)
        assert came(learning, LATER) == []
        days = [(moment - LATER).days for moment, _reminder in upcoming(learning, LATER)]
    assert days == [0, 0, 7, 7, 14]
