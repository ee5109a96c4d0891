"""Hours of the day in which somebody is left alone; pure, and right when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo


class Quiet(NamedTuple):
    """The hours in which nothing disturbs: from the first up to, not including, the last; the same twice is none."""

    from_hour: int
    until_hour: int

    def holds(self, hour: int) -> bool:
        """Tell whether `hour` is one of them."""
        return (hour - self.from_hour) % 24 < (self.until_hour - self.from_hour) % 24

    def is_free_from(self, hour: int) -> bool:
        """Tell whether neither `hour` nor the one after it is quiet."""
        return not self.holds(hour) and not self.holds((hour + 1) % 24)

    def free_hour(self, hour: int) -> int:
        """`hour`, or where it or the one after it is quiet, the hour at which the quiet ones end."""
        return hour if self.is_free_from(hour) else self.until_hour

    @property
    def leaves_room(self) -> bool:
        """Whether there are two hours in a row in which somebody may be reached."""
        return (self.until_hour - self.from_hour) % 24 <= 22

    def end(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet hours end that hold at `now`, or None when somebody may be disturbed.

        Args:
            now: an aware moment.
            zone: the time zone in which the hours count.
        """
        local = now.astimezone(zone)
        if not self.holds(local.hour):
            return None
        day = local.date() if local.hour < self.until_hour else local.date() + timedelta(days=1)
        return datetime.combine(day, time(self.until_hour), zone).astimezone(UTC)


NO_QUIET: Final = Quiet(0, 0)
USUAL_QUIET: Final = Quiet(20, 7)
