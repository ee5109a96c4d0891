"""A learner's days: their time zone, the weekdays and hour at which reminders come, and the hours that stay quiet.

Everything here is computed from what is given, so that the same question always has the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from community.kernel.quiet_hours import NO_QUIET, Quiet

MONDAY_TO_FRIDAY: Final = frozenset(range(5))
USUAL_HOUR: Final = 9
HOURS: Final = range(24)

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class LocalDays:
    """A learner's days: their time zone, the hour at which reminders come, and the weekdays on which they do.

    Monday is 0. A zone that nobody knows counts as UTC. The hour of the reminders and the one after it are never
    quiet: a night that leaves out an hour moves a reminder into the next one, and it must not disturb there.

    Raises:
        ValueError: no weekday at all, an hour that no day has, or one that is quiet.
    """

    time_zone: str = "UTC"
    hour: int = USUAL_HOUR
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    quiet: Quiet = NO_QUIET

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("At least one weekday from 0 (Monday) to 6 is needed.")
        if self.hour not in HOURS or not set(self.quiet) <= set(HOURS):
            raise ValueError("The hour must be from 0 to 23.")
        if not self.quiet.is_free_from(self.hour):
            raise ValueError("The hour of the reminders and the one after it must not be quiet.")

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

    def midnight(self, day: date) -> datetime:
        """Return the moment at which `day` begins, in UTC."""
        return datetime.combine(day, time(0), self.zone).astimezone(UTC)

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

    def is_open_at(self, moment: datetime) -> bool:
        """Tell whether the learner may be disturbed at `moment`: on one of their weekdays, outside the quiet hours."""
        local = moment.astimezone(self.zone)
        return local.weekday() in self.weekdays and not self.quiet.holds(local.hour)

    def next_open(self, moment: datetime) -> datetime:
        """Return `moment`, if the learner may be disturbed then, else the next morning on which they may."""
        if self.is_open_at(moment):
            return moment
        return self.morning(self.allowed_from(self.first_morning_from(moment)))


USUAL_DAYS: Final = LocalDays()
