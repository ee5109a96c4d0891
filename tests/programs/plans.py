"""Enrollments and moments for the tests of schedules, in March 2024, which begins on a Friday."""

from __future__ import annotations

from datetime import UTC, date, datetime

from community.programs.days import LocalDays
from community.programs.schedule import Pause, Plan, Step

EVERY_DAY = LocalDays("UTC", weekdays=frozenset(range(7)))
MONDAY = date(2024, 3, 4)


def a_plan(
    *offsets: int,
    starts_on: date = MONDAY,
    days: LocalDays = EVERY_DAY,
    pauses: tuple[Pause, ...] = (),
    enrolled_at: datetime | None = None,
    ended_at: datetime | None = None,
    skipped: frozenset[int] = frozenset(),
    enrollment_id: int = 1,
) -> Plan:
    steps = tuple(Step(number, offset) for number, offset in enumerate(offsets, start=1))
    return Plan(enrollment_id, starts_on, steps, days, pauses, skipped, enrolled_at, ended_at)


def at(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)
