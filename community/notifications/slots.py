"""The moments at which digests are due. Pure, and right when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def last_slot(now: datetime, zone: ZoneInfo, hour: int, weekday: int | None = None) -> datetime:
    """The latest moment up to `now` at which a digest was due.

    Args:
        now: an aware moment.
        zone: the member's time zone.
        hour: the hour there.
        weekday: 0 for Monday; None for every day.
    """
    day = now.astimezone(zone).date()
    while _moment(day, hour, zone) > now or (weekday is not None and day.weekday() != weekday):
        day -= DAY
    return _moment(day, hour, zone)


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
