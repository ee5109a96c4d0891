"""When each reminder of a program is due, for one learner's days, pauses and all their programs together.

Everything here is computed from what is given and the moment asked about, so
the same question always has the same answer, however often and wherever it is
asked, and whatever the clock did in between.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
CONTACTS_A_WEEK: Final = 2
WEEK: Final = 7

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class LocalDays:
    """A learner's days: their time zone, the hour at which reminders come, and the weekdays on which they do.

    Monday is 0. A zone that nobody knows counts as UTC.

    Raises:
        ValueError: no weekday at all, or an hour that no day has.
    """

    time_zone: str = "UTC"
    hour: int = 9
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("At least one weekday from 0 (Monday) to 6 is needed.")
        if self.hour not in range(24):
            raise ValueError("The hour must be from 0 to 23.")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone's rules."""
        try:
            return ZoneInfo(self.time_zone)
        except (KeyError, ValueError, OSError):
            return ZoneInfo("UTC")

    def morning(self, day: date) -> datetime:
        """Return the moment on `day` at which reminders come, in UTC.

        Where the clock is put forward over that hour it is the moment after
        the gap, and where it is put back, the first of the two.
        """
        return datetime.combine(day, time(self.hour), self.zone).astimezone(UTC)

    def day_of(self, moment: datetime) -> date:
        """Return the date that `moment` has for the learner."""
        return moment.astimezone(self.zone).date()

    def first_morning_from(self, moment: datetime) -> date:
        """Return the first day whose morning is not before `moment`."""
        day = self.day_of(moment) - _A_DAY
        while self.morning(day) < moment:
            day += _A_DAY
        return day

    def allowed_from(self, day: date) -> date:
        """Return the first allowed weekday on or after `day`."""
        while day.weekday() not in self.weekdays:
            day += _A_DAY
        return day


class Step(NamedTuple):
    """A reminder and the number of days after the start at which it is due at the earliest."""

    reminder_id: int
    offset_days: int


class Pause(NamedTuple):
    """A time in which a learner wants no reminders; open while `until_at` is None."""

    from_at: datetime
    until_at: datetime | None = None


class Due(NamedTuple):
    """One reminder for one enrollment and the moment at which it is due, in UTC."""

    at: datetime
    enrollment_id: int
    reminder_id: int


class _Mornings(NamedTuple):
    """The days whose mornings fall into a pause: from the first up to, not including, the end."""

    first: date
    end: date


@dataclass(frozen=True)
class Plan:
    """All that decides when one enrollment's reminders are due.

    Arguments:
        starts_on: the day from which offsets count.
        pauses: in any order; they may overlap.
        skipped: reminders that the learner passed over.
        enrolled_at: when the learner joined; None if before everything.
        ended_at: when the learner finished or left; nothing is due after it.
    """

    enrollment_id: int
    starts_on: date
    steps: tuple[Step, ...]
    days: LocalDays = LocalDays()
    pauses: tuple[Pause, ...] = ()
    skipped: frozenset[int] = frozenset()
    enrolled_at: datetime | None = None
    ended_at: datetime | None = None

    @cached_property
    def paused(self) -> tuple[_Mornings, ...]:
        """The paused mornings since the start, in order and without overlap."""
        merged: list[_Mornings] = []
        for mornings in sorted(self._mornings(pause) for pause in self.pauses):
            if mornings.first >= mornings.end:
                continue
            if merged and mornings.first <= merged[-1].end:
                merged[-1] = _Mornings(merged[-1].first, max(merged[-1].end, mornings.end))
            else:
                merged.append(mornings)
        return tuple(merged)

    def _mornings(self, pause: Pause) -> _Mornings:
        first = self.days.first_morning_from(pause.from_at)
        end = self.days.first_morning_from(pause.until_at) if pause.until_at else date.max
        return _Mornings(max(first, self.starts_on), end)

    def is_over_at(self, moment: datetime) -> bool:
        """Tell whether the learner had finished or left before `moment`."""
        return self.ended_at is not None and moment > self.ended_at


def schedule(plan: Plan) -> list[Due]:
    """Return when each reminder is due, in order.

    A reminder is due on the first allowed morning on or after the start, its
    offset and the days paused before it. What falls into a pause comes as
    many days later as the pause was long; while the pause is open, nobody
    knows when, so it is not in the list.
    """
    steps = sorted(plan.steps, key=lambda step: (step.offset_days, step.reminder_id))
    dues = (
        Due(plan.days.morning(day), plan.enrollment_id, step.reminder_id)
        for step in steps
        if step.reminder_id not in plan.skipped and (day := _day_of_step(plan, step)) is not None
    )
    return [due for due in dues if not plan.is_over_at(due.at)]


def latest_overdue(plan: Plan) -> Due | None:
    """Return the latest of the reminders that were due before the learner joined, if there are any."""
    if plan.enrolled_at is None:
        return None
    return next((due for due in reversed(schedule(plan)) if due.at < plan.enrolled_at), None)


def deliveries(plan: Plan) -> list[Due]:
    """Return what this learner gets, in order: no backlog of what was due before they joined.

    Who joins late gets the latest of those reminders at once, and no other.
    """
    joined_at = plan.enrolled_at
    if joined_at is None:
        return schedule(plan)
    overdue = latest_overdue(plan)
    at_once = [overdue._replace(at=joined_at)] if overdue and not plan.is_over_at(joined_at) else []
    return at_once + [due for due in schedule(plan) if due.at >= joined_at]


def spread(plans: Iterable[Plan], *, cap: int = CONTACTS_A_WEEK, window_days: int = WEEK) -> list[Due]:
    """Return what one learner gets from all their programs, at most `cap` reminders in any `window_days` days.

    What would be too much slides to the next allowed morning with room; it
    never comes earlier, never in a pause, and never overtakes what was due
    before it. Two reminders a week is what trials of spaced education by mail
    have kept to (95 clinicians, 36 weeks; Kerfoot and others 2010).

    Arguments:
        plans: the enrollments of one learner.
        cap: how many reminders, at least one.
        window_days: in how many consecutive days.
    """
    if cap < 1:
        raise ValueError("At least one reminder must be allowed.")
    queue = [(item, plan) for plan in plans for item in deliveries(plan)]
    queue.sort(key=lambda pair: (pair[0].at, pair[0].enrollment_id))
    room = _Room(cap, window_days)
    placed = [item for each, plan in queue if (item := _placed(each, plan, room)) is not None]
    return sorted(placed, key=lambda item: item.at)


def due(timetable: Iterable[Due], now: datetime) -> list[Due]:
    """Return what of `timetable` has come by `now`, in its order."""
    return [item for item in timetable if item.at <= now]


def upcoming(timetable: Iterable[Due], now: datetime) -> list[Due]:
    """Return what of `timetable` is still to come after `now`, in its order."""
    return [item for item in timetable if item.at > now]


def every_other(remaining: Sequence[Due]) -> frozenset[int]:
    """Return the reminders to skip when a learner wants half of the `remaining` ones; the last one stays."""
    return frozenset(item.reminder_id for item in remaining[-2::-2])


def _day_of_step(plan: Plan, step: Step) -> date | None:
    day = plan.starts_on + timedelta(days=step.offset_days)
    for pause in plan.paused:
        if plan.days.allowed_from(day) < pause.first:
            break
        if pause.end == date.max:
            return None
        day = max(day, pause.first) + (pause.end - pause.first)
    return plan.days.allowed_from(day)


def _placed(item: Due, plan: Plan, room: _Room) -> Due | None:
    """Return `item` at its own moment, or else on the first allowed morning after it with room."""
    day: date | None = plan.days.day_of(item.at)
    at = item.at
    while day is not None and not room.is_left_on(day):
        day = _next_delivery_day(plan, day + _A_DAY)
        at = plan.days.morning(day) if day is not None else at
    if day is None or plan.is_over_at(at):
        return None
    room.take(day)
    return item._replace(at=at)


def _next_delivery_day(plan: Plan, day: date) -> date | None:
    day = plan.days.allowed_from(day)
    for pause in plan.paused:
        if pause.first <= day < pause.end:
            if pause.end == date.max:
                return None
            day = plan.days.allowed_from(pause.end)
    return day


class _Room:
    """The days on which one learner gets something, and where there is room for more."""

    def __init__(self, cap: int, window_days: int) -> None:
        self._cap = cap
        self._window = timedelta(days=window_days)
        self._taken: list[date] = []

    def is_left_on(self, day: date) -> bool:
        """Tell whether one more on `day` keeps every window within the cap."""
        place = bisect(self._taken, day)
        near = [*self._taken[max(place - self._cap, 0) : place], day, *self._taken[place : place + self._cap]]
        return all(last - first >= self._window for first, last in zip(near, near[self._cap :], strict=False))

    def take(self, day: date) -> None:
        """Use the room on `day`."""
        insort(self._taken, day)
