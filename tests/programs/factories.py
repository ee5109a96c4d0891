"""Programs, their reminders, cohorts and learners."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import organization_audience
from community.kernel.db import commit
from community.programs import service
from community.programs.models import Cohort, Enrollment, Program, Reminder, ReminderKind
from tests.factories import a_member

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def a_program(owner: Member | None = None, *, audience: Audience | None = None, **more: Any) -> Program:
    """A program."""
    program = service.make_program(
        owner=owner or a_member(),
        audience=audience or organization_audience(),
        title=more.pop("title", "Handover that holds"),
        skills=more.pop("skills", ["handover"]),
        **more,
    )
    commit()
    return program


def a_reminder(program: Program, offset_days: int = 2, **more: Any) -> Reminder:
    """A reminder of `program`."""
    step = service.Step(
        offset_days=offset_days,
        kind=more.pop("kind", ReminderKind.APPLY),
        title=more.pop("title", f"Day {offset_days}"),
        source="Write the last line first.",
        task="Try it once today.",
        **more,
    )
    reminder = service.add_reminder(program, step, by=program.owner)
    commit()
    return reminder


def a_cohort(program: Program, starts_on: date = date(2026, 3, 2)) -> Cohort:
    """A run of `program`; the second of March 2026 is a Monday."""
    cohort = service.open_cohort(program, by=program.owner, name="Spring", starts_on=starts_on)
    commit()
    return cohort


def an_enrollment(cohort: Cohort, member: Member | None = None, at: datetime = LONG_AGO) -> Enrollment:
    """A learner in `cohort`."""
    enrollment = service.enroll_learner(cohort, member or a_member(), by=cohort.program.owner, at=at)
    commit()
    return enrollment
