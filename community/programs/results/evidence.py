"""What the results of a program are counted from: who answered what. None of it leaves but through the floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Integer, Row, column, or_, select, table

from community.audiences.visibility import is_organization_wide
from community.entries.models import Entry
from community.kernel.db import session
from community.programs.deliveries.models import Channel, Delivery
from community.programs.models import CheckIn, Cohort, Enrollment, Program, Recall, Reminder, ReminderKind

LATER: Final = timedelta(days=3)
"""What is recalled so long after the training was remembered, and not just heard (LTEM, tier 4)."""

# The table of another capability, as far as it is read here.
_reflection = table("reflection", column("entry_id", Integer), column("program_id", Integer))


class Learner(NamedTuple):
    """Somebody in a cohort, in whatever state: who left is counted too, so that leaving changes no figure."""

    cohort_id: int
    member_id: int


class Got(NamedTuple):
    """A reminder that has come for a learner."""

    learner: Learner
    reminder_id: int
    kind: str
    has_question: bool


class Answer(NamedTuple):
    """What a learner answered to «did you apply it?», and whether the reminder was of use to them."""

    learner: Learner
    reminder_id: int
    kind: str
    outcome: str
    barrier: str
    help: str
    is_useful: bool | None


class Shown(NamedTuple):
    """Whether a learner knew the answer to a question, or decided a case as is advised, by their own judgment."""

    learner: Learner
    kind: str
    is_right: bool


@dataclass(frozen=True)
class Evidence:
    """All that is counted for one program."""

    learners: Sequence[Learner]
    got: Sequence[Got]
    answers: Sequence[Answer]
    shown: Sequence[Shown]
    wrote: frozenset[Learner]


def last_monday(now: datetime) -> datetime:
    """The beginning of the week; results change then alone, so that nobody sees whose answer changed them."""
    day = now.astimezone(UTC).date()
    return datetime.combine(day - timedelta(days=day.weekday()), time(), UTC)


def evidence_of(program: Program, before: datetime) -> Evidence:
    """What the learners of `program` showed before a moment."""
    return Evidence(
        _learners(program, before), _got(program, before), *_answered(program, before), _wrote(program, before)
    )


def _learners(program: Program, before: datetime) -> list[Learner]:
    rows = session().execute(
        select(Enrollment.cohort_id, Enrollment.member_id)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .where(Cohort.program_id == program.id, Enrollment.enrolled_at < before)
    )
    return [Learner(*row) for row in rows]


def _got(program: Program, before: datetime) -> list[Got]:
    rows = session().execute(
        select(Enrollment.cohort_id, Enrollment.member_id, Reminder.entry_id, Reminder.kind, Reminder.recall_question)
        .join(Delivery, Delivery.reminder_id == Reminder.entry_id)
        .join(Enrollment, Delivery.enrollment_id == Enrollment.id)
        .where(Reminder.program_id == program.id, Delivery.channel == Channel.PAGE.value, Delivery.at < before)
    )
    return [Got(Learner(*row[:2]), row[2], row[3], bool(row[4])) for row in rows]


def _answered(program: Program, before: datetime) -> tuple[list[Answer], list[Shown]]:
    """Answers and recall, in one query: a learner may have given either, or both, to a reminder."""
    is_one = (CheckIn.enrollment_id == Enrollment.id) & (CheckIn.reminder_id == Reminder.entry_id)
    is_other = (Recall.enrollment_id == Enrollment.id) & (Recall.reminder_id == Reminder.entry_id)
    rows = session().execute(
        select(Enrollment.cohort_id, Enrollment.member_id, Enrollment.starts_on, Reminder.entry_id, Reminder.kind,
               CheckIn.outcome, CheckIn.barrier, CheckIn.help, CheckIn.is_useful, CheckIn.at,
               Recall.is_known, Recall.at.label("recalled_at"))
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .join(Reminder, Reminder.program_id == Cohort.program_id)
        .outerjoin(CheckIn, is_one)
        .outerjoin(Recall, is_other)
        .where(Cohort.program_id == program.id, or_(CheckIn.at < before, Recall.at < before))
    ).all()  # fmt: skip
    answers = [
        Answer(Learner(*row[:2]), row.entry_id, row.kind, row.outcome, row.barrier, row.help, row.is_useful)
        for row in rows
        if row.at is not None and row.at < before
    ]
    return answers, [shown for row in rows if (shown := _shown(row, before)) is not None]


def _shown(row: Row[*tuple[object, ...]], before: datetime) -> Shown | None:
    """What a learner knew, unless the training was too fresh then to tell remembering from having heard."""
    if row.recalled_at is None or row.recalled_at >= before:
        return None
    is_decision = row.kind == ReminderKind.SCENARIO
    if not is_decision and row.recalled_at.date() < _later(row.starts_on):
        return None
    return Shown(Learner(row.cohort_id, row.member_id), row.kind, row.is_known)


def _later(starts_on: date) -> date:
    return starts_on + LATER


def _wrote(program: Program, before: datetime) -> frozenset[Learner]:
    """Who published, for the whole organization to read, what came of the program."""
    rows = session().execute(
        select(Enrollment.cohort_id, Enrollment.member_id)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .join(_reflection, _reflection.c.program_id == Cohort.program_id)
        .join(Entry, Entry.id == _reflection.c.entry_id)
        .where(
            Cohort.program_id == program.id,
            Entry.author_id == Enrollment.member_id,
            is_organization_wide(Entry),
            Entry.published_at < before,
            Entry.published_at >= Enrollment.enrolled_at,
        )
    )
    return frozenset(Learner(*row) for row in rows)
