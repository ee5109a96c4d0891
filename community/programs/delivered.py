"""What has come for a learner and what is still to come, worked out from what was read before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from community.accounts.models import Member
from community.programs import schedule
from community.programs.days import LocalDays
from community.programs.deliveries.models import Delivery, Rhythm, days_of
from community.programs.models import CheckIn, Enrollment, EnrollmentState, Reminder, Wish, WishKind

Turn = tuple[int, int, int]
"""An enrollment, a reminder, and which time it comes."""


@dataclass(frozen=True)
class Learning:
    """All that decides what comes for one learner, as it was read.

    Attributes:
        enrollments: all of theirs, because they share the reminders of a week.
        reminders: the steps of each program that the learner may see, by program and by id.
        answers: what was answered, by enrollment and reminder.
        rows: what has come, as it was written down.
        contacts: when the mails went of what has come.
        wishes: what the learner wants of single reminders.
        rhythm: when reminders reach the learner; None for somebody who never said.
    """

    member: Member
    enrollments: Mapping[int, Enrollment]
    reminders: Mapping[int, Mapping[int, Reminder]]
    answers: Mapping[tuple[int, int], CheckIn]
    rows: Mapping[Turn, Delivery]
    contacts: Mapping[Turn, datetime]
    wishes: Mapping[Turn, Wish]
    rhythm: Rhythm | None

    @property
    def days(self) -> LocalDays:
        """The learner's days."""
        return self.rhythm.days() if self.rhythm else days_of(self.member)


@dataclass(frozen=True)
class Delivered:
    """A reminder that has come for a learner, and what they answered to it since."""

    at: datetime
    reminder: Reminder
    enrollment: Enrollment
    check_in: CheckIn | None = None
    turn: int = 0
    is_set_aside: bool = False

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer: the program runs, none was given, and the learner did not put it off."""
        return self.check_in is None and not self.is_set_aside and self.enrollment.state == EnrollmentState.ACTIVE

    @property
    def stable_id(self) -> str:
        """The same word for the same reminder and learner, for ever; when it comes again it is another one."""
        return stable_id(self.enrollment.id, self.reminder.entry_id, self.turn)


def stable_id(enrollment_id: int, reminder_id: int, turn: int) -> str:
    """The same word for the same reminder, learner and turn, for ever."""
    name = f"enrollment-{enrollment_id}-reminder-{reminder_id}"
    return f"{name}-turn-{turn}" if turn else name


def came(learning: Learning, now: datetime) -> list[Delivered]:
    """What has come for the learner by `now`, the newest first."""
    return [_delivered(learning, one) for one in schedule.due(timetable(learning, now), now)][::-1]


def upcoming(learning: Learning, now: datetime) -> list[tuple[datetime, Reminder]]:
    """What is still to come for the learner after `now`, the soonest first."""
    return [(one.at, _reminder(learning, one)) for one in schedule.upcoming(timetable(learning, now), now)]


def timetable(learning: Learning, now: datetime) -> list[schedule.Due]:
    """When everything comes, over all programs of the learner; what has come stays where it came."""
    return schedule.spread(plan_of(learning, one, now) for one in learning.enrollments.values())


def plan_of(learning: Learning, enrollment: Enrollment, now: datetime) -> schedule.Plan:
    """What the schedule needs to know of one enrollment."""
    looked_at = learning.rhythm.looked_at if learning.rhythm else None
    return schedule.Plan(
        enrollment_id=enrollment.id,
        starts_on=enrollment.starts_on,
        steps=tuple(_steps(learning, enrollment)),
        days=learning.days,
        pauses=tuple(schedule.Pause(p.from_at, p.until_at) for p in enrollment.pauses),
        skipped=frozenset(_skipped(learning, enrollment)),
        enrolled_at=enrollment.enrolled_at,
        ended_at=enrollment.ended_at,
        came=tuple(_came(learning, enrollment)),
        # A clock that ran ahead and was put back must not hold up what is due.
        not_before=looked_at if looked_at is None or looked_at <= now else None,
    )


def _steps(learning: Learning, enrollment: Enrollment) -> Iterator[schedule.Step]:
    reminders = learning.reminders.get(enrollment.cohort.program_id, {})
    for reminder in reminders.values():
        yield schedule.Step(reminder.entry_id, reminder.offset_days, enrollment.first_turn)
    for (enrollment_id, reminder_id, turn), wish in learning.wishes.items():
        if enrollment_id == enrollment.id and turn > enrollment.first_turn and reminder_id in reminders:
            is_wanted = wish.kind == WishKind.AGAIN or (enrollment_id, reminder_id, turn) in learning.rows
            if is_wanted:
                yield schedule.Step(reminder_id, reminders[reminder_id].offset_days, turn, wish.not_before)


def _skipped(learning: Learning, enrollment: Enrollment) -> Iterator[int]:
    for (enrollment_id, reminder_id, turn), wish in learning.wishes.items():
        if enrollment_id == enrollment.id and turn == enrollment.first_turn and wish.kind == WishKind.SKIP:
            yield reminder_id


def _came(learning: Learning, enrollment: Enrollment) -> Iterator[schedule.Came]:
    for turn, row in learning.rows.items():
        if row.enrollment_id == enrollment.id:
            yield schedule.Came(row.reminder_id, row.turn, row.at, learning.contacts.get(turn, row.at))


def _delivered(learning: Learning, one: schedule.Due) -> Delivered:
    answer = learning.answers.get((one.enrollment_id, one.reminder_id))
    # What was answered when it came the first time says nothing about the next.
    is_answer = answer is not None and (one.turn == 0 or answer.at >= one.at)
    return Delivered(
        one.at,
        _reminder(learning, one),
        learning.enrollments[one.enrollment_id],
        answer if is_answer else None,
        one.turn,
        is_set_aside=_is_set_aside(learning, one),
    )


def _is_set_aside(learning: Learning, one: schedule.Due) -> bool:
    """Whether the learner passed over it, or wants it another time."""
    wish = learning.wishes.get((one.enrollment_id, one.reminder_id, one.turn))
    if wish is not None and wish.kind == WishKind.SKIP:
        return True
    return (one.enrollment_id, one.reminder_id, one.turn + 1) in learning.wishes


def _reminder(learning: Learning, one: schedule.Due) -> Reminder:
    return learning.reminders[learning.enrollments[one.enrollment_id].cohort.program_id][one.reminder_id]
