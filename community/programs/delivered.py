"""What has come for a learner, worked out from enrollments, reminders and answers that were read before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.accounts.models import Member
from community.programs import days, schedule
from community.programs.models import CheckIn, Enrollment, EnrollmentState, Reminder


@dataclass(frozen=True)
class Delivered:
    """A reminder that has come for a learner, and what they answered to it."""

    at: datetime
    reminder: Reminder
    enrollment: Enrollment
    check_in: CheckIn | None = None

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer: the program runs, and none was given."""
        return self.check_in is None and self.enrollment.state == EnrollmentState.ACTIVE

    @property
    def stable_id(self) -> str:
        """The same word for the same reminder and learner, for ever."""
        return f"enrollment-{self.enrollment.id}-reminder-{self.reminder.entry_id}"


def came(
    member: Member,
    enrollments: Sequence[Enrollment],
    reminders: Mapping[int, Sequence[Reminder]],
    answers: Mapping[tuple[int, int], CheckIn],
    now: datetime,
) -> list[Delivered]:
    """What has come for `member` by `now`, the newest first.

    Args:
        member: whose days and time zone count.
        enrollments: all of theirs, because they share the reminders of a week.
        reminders: the steps of each program, by its id.
        answers: what was answered, by enrollment and reminder.
        now: the moment up to which reminders have come.
    """
    timetable = schedule.spread(plan_of(member, e, reminders[e.cohort.program_id]) for e in enrollments)
    by_id = {r.entry_id: r for group in reminders.values() for r in group}
    whose = {e.id: e for e in enrollments}
    found = [
        Delivered(
            one.at, by_id[one.reminder_id], whose[one.enrollment_id], answers.get((one.enrollment_id, one.reminder_id))
        )
        for one in schedule.due(timetable, now)
    ]
    return found[::-1]


def plan_of(member: Member, enrollment: Enrollment, reminders: Sequence[Reminder]) -> schedule.Plan:
    """What the schedule needs to know of one enrollment."""
    return schedule.Plan(
        enrollment_id=enrollment.id,
        starts_on=enrollment.starts_on,
        steps=tuple(schedule.Step(r.entry_id, r.offset_days) for r in reminders),
        days=days.LocalDays(member.timezone),
        pauses=tuple(schedule.Pause(p.from_at, p.until_at) for p in enrollment.pauses),
        enrolled_at=enrollment.enrolled_at,
        ended_at=enrollment.ended_at,
    )
