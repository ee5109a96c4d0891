"""When each reminder of a program is due, for one learner's days, pauses and all their programs together.

Everything here is computed from what is given and the moment asked about, so
the same question always has the same answer, however often and wherever it is
asked, and whatever the clock did in between.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from community.programs.days import USUAL_DAYS, LocalDays

CONTACTS_A_WEEK: Final = 2
WEEK: Final = 7

_A_DAY: Final = timedelta(days=1)


class Step(NamedTuple):
    """A reminder and the number of days after the start at which it is due at the earliest.

    `turn` tells apart the times that one reminder comes; one that the learner wants again comes from a date on.
    """

    reminder_id: int
    offset_days: int
    turn: int = 0
    not_before: date | None = None


class Pause(NamedTuple):
    """A time in which a learner wants no reminders; open while `until_at` is None."""

    from_at: datetime
    until_at: datetime | None = None


class Due(NamedTuple):
    """One reminder for one enrollment and the moment at which it is due, in UTC."""

    at: datetime
    enrollment_id: int
    reminder_id: int
    turn: int = 0


class Came(NamedTuple):
    """A reminder that has come: nothing moves it any more.

    `contact_at` is the moment that counts for the limit of a week: a mail may have gone later than its reminder came.
    """

    reminder_id: int
    turn: int
    at: datetime
    contact_at: datetime


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
        came: what has come already, in this round of the program and in earlier ones.
        not_before: the moment up to which all that was due has come; what is new comes after it.
    """

    enrollment_id: int
    starts_on: date
    steps: tuple[Step, ...]
    days: LocalDays = USUAL_DAYS
    pauses: tuple[Pause, ...] = ()
    skipped: frozenset[int] = frozenset()
    enrolled_at: datetime | None = None
    ended_at: datetime | None = None
    came: tuple[Came, ...] = ()
    not_before: datetime | None = None

    @cached_property
    def has_come(self) -> dict[tuple[int, int], datetime]:
        """When each of this round's reminders came, by reminder and turn."""
        wanted = {(step.reminder_id, step.turn) for step in self.steps}
        return {(c.reminder_id, c.turn): c.at for c in self.came if (c.reminder_id, c.turn) in wanted}

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
        Due(plan.days.morning(day), plan.enrollment_id, step.reminder_id, step.turn)
        for step in steps
        if step.reminder_id not in plan.skipped and (day := _day_of_step(plan, step)) is not None
    )
    return sorted((due for due in dues if not plan.is_over_at(due.at)), key=_moment)


def latest_overdue(plan: Plan) -> Due | None:
    """Return the latest of the reminders that were due before the learner joined, if there are any."""
    if plan.enrolled_at is None:
        return None
    return next((due for due in reversed(schedule(plan)) if due.at < plan.enrolled_at), None)


def deliveries(plan: Plan) -> list[Due]:
    """Return what this learner gets, in order: no backlog of what was due before they joined.

    Who joins late gets the latest of those reminders at once, and no other. What has come already is not in the list.
    """
    joined_at = plan.enrolled_at
    if joined_at is None:
        return [due for due in schedule(plan) if not _has_come(plan, due)]
    overdue = None if joined_at in plan.has_come.values() or plan.is_over_at(joined_at) else latest_overdue(plan)
    at_once = [overdue._replace(at=joined_at)] if overdue and not _has_come(plan, overdue) else []
    return at_once + [due for due in schedule(plan) if due.at >= joined_at and not _has_come(plan, due)]


def spread(plans: Iterable[Plan], *, cap: int = CONTACTS_A_WEEK, window_days: int = WEEK) -> list[Due]:
    """Return what one learner gets from all their programs, at most `cap` reminders in any `window_days` days.

    What would be too much slides to the next allowed morning with room; it
    never comes earlier, never in a pause, and never overtakes what was due
    before it. What has come stays where it came, and takes its room; what a
    change of the program or of the learner's days would move into the past
    comes next. Two reminders a week is what trials of spaced education by mail
    have kept to (95 clinicians, 36 weeks; Kerfoot and others 2010).

    Arguments:
        plans: the enrollments of one learner.
        cap: how many reminders, at least one.
        window_days: in how many consecutive days.
    """
    if cap < 1:
        raise ValueError("At least one reminder must be allowed.")
    plans = list(plans)
    room = _Room(cap, window_days)
    placed = []
    for plan in plans:
        for one in plan.came:
            room.take(plan.days.day_of(one.contact_at))
        placed += [Due(at, plan.enrollment_id, *key) for key, at in plan.has_come.items()]
    queue = [(item, plan) for plan in plans for item in deliveries(plan)]
    queue.sort(key=lambda pair: (pair[0].at, pair[0].enrollment_id))
    placed += [item for each, plan in queue if (item := _placed(each, plan, room)) is not None]
    return sorted(placed, key=_moment)


def due(timetable: Iterable[Due], now: datetime) -> list[Due]:
    """Return what of `timetable` has come by `now`, in its order."""
    return [item for item in timetable if item.at <= now]


def upcoming(timetable: Iterable[Due], now: datetime) -> list[Due]:
    """Return what of `timetable` is still to come after `now`, in its order."""
    return [item for item in timetable if item.at > now]


def first_with_room(days: LocalDays, contacts: Iterable[datetime], moment: datetime) -> datetime:
    """Return `moment`, if one more contact then keeps every week within the limit, else the next morning that does.

    Args:
        days: the learner's days; they may be disturbed at `moment`.
        contacts: when they were told of something.
    """
    room = _Room(CONTACTS_A_WEEK, WEEK)
    for one in contacts:
        room.take(days.day_of(one))
    day = days.day_of(moment)
    while not room.is_left_on(day):
        day = days.allowed_from(day + _A_DAY)
        moment = days.morning(day)
    return moment


def every_other(remaining: Sequence[Due]) -> frozenset[int]:
    """Return the reminders to skip when a learner wants half of the `remaining` ones; the last one stays."""
    return frozenset(item.reminder_id for item in remaining[-2::-2])


def _moment(item: Due) -> datetime:
    return item.at


def _has_come(plan: Plan, item: Due) -> bool:
    return (item.reminder_id, item.turn) in plan.has_come


def _day_of_step(plan: Plan, step: Step) -> date | None:
    if step.not_before is not None:
        return _next_delivery_day(plan, step.not_before)
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
    if plan.not_before is not None and at < plan.not_before:
        # All that was due on its day has come without it, so it comes next.
        day = _next_delivery_day(plan, plan.days.first_morning_from(plan.not_before))
        at = plan.days.morning(day) if day is not None else at
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
