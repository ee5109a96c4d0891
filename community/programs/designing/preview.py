"""What a learner of a cohort sees on a date: worked out for somebody of whom nothing is known but their cohort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from community.accounts.models import Member
from community.kernel.quiet_hours import USUAL_QUIET
from community.programs.days import LocalDays
from community.programs.delivered import Delivered, Learning, came, upcoming
from community.programs.models import Cohort, Enrollment, EnrollmentState, Reminder
from community.programs.schedule import Due, Plan, Step, spread
from community.programs.standing import Standing

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """What has come for a learner by the end of a day, the newest first, and what is still to come."""

    came: Sequence[Delivered]
    upcoming: Sequence[tuple[datetime, Reminder]]

    @property
    def newest(self) -> Delivered | None:
        """What came last."""
        return self.came[0] if self.came else None


class Span(NamedTuple):
    """The days between which there is something to see."""

    first: date
    last: date


@dataclass(frozen=True)
class Dated:
    """A reminder and when it comes, by the learners' time zone; None where a program is longer than its limits."""

    reminder: Reminder
    at: dict[str, datetime]


def seen_on(cohort: Cohort, reminders: Sequence[Reminder], on: date, *, by: Member) -> Seen:
    """What a learner of `cohort` sees at the end of `on`, who has the usual days and the time zone of `by`."""
    learning = learning_of_anybody(cohort, reminders, by)
    end = learning.days.midnight(on + _A_DAY) - timedelta(seconds=1)
    return Seen(came(learning, end), upcoming(learning, end))


def learning_of_anybody(cohort: Cohort, reminders: Sequence[Reminder], by: Member) -> Learning:
    """A learner in the time zone of `by` who joined at the start and answered nothing yet; no row is made."""
    enrollment = Enrollment(
        id=0,
        cohort=cohort,
        starts_on=cohort.starts_on,
        state=EnrollmentState.ACTIVE.value,
        enrolled_at=_days(by.timezone).midnight(cohort.starts_on),
        by_mail=True,
        first_turn=0,
        pauses=[],
    )
    steps: dict[int, dict[int, Reminder]] = defaultdict(dict)
    steps[cohort.program_id] = {one.entry_id: one for one in reminders}
    return Learning(by, {0: enrollment}, steps, {}, {}, {}, {}, None)


def standing_of_anybody(seen: Delivered) -> Standing:
    """Where such a learner stands with a reminder that has just come: at its beginning."""
    return Standing(seen.enrollment, answer=None, recall=None, plan=None, latest_plan=None, has_shown=False)


def span_of(cohort: Cohort, reminders: Sequence[Reminder]) -> Span:
    """From the first day of `cohort` until a week after the last of `reminders`."""
    dues = _dues(cohort, reminders, "UTC")
    last = max((one.at.date() for one in dues), default=cohort.starts_on)
    return Span(cohort.starts_on, last + 7 * _A_DAY)


def calendar(cohort: Cohort, reminders: Sequence[Reminder], zones: Sequence[str]) -> list[Dated]:
    """When each of `reminders` comes for `cohort` in each of `zones`, for learners with the usual days."""
    by_zone = {zone: {one.reminder_id: one.at for one in _dues(cohort, reminders, zone)} for zone in zones}
    return [
        Dated(one, {zone: ats[one.entry_id] for zone, ats in by_zone.items() if one.entry_id in ats})
        for one in reminders
    ]


def _dues(cohort: Cohort, reminders: Sequence[Reminder], zone: str) -> list[Due]:
    steps = tuple(Step(one.entry_id, one.offset_days) for one in reminders)
    return spread([Plan(enrollment_id=0, starts_on=cohort.starts_on, steps=steps, days=_days(zone))])


def _days(zone: str) -> LocalDays:
    return LocalDays(zone, quiet=USUAL_QUIET)
