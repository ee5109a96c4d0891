"""Hours of the day: when somebody wants no mail, and when their digest is due. Pure, and right when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from community.kernel.quiet_hours import Quiet

DAY = timedelta(days=1)


def end_of_quiet(now: datetime, zone: ZoneInfo, quiet_from: int, quiet_until: int) -> datetime | None:
    """When the quiet hours end that hold at `now`, or None when somebody may be disturbed.

    Args:
        now: an aware moment.
        zone: the member's time zone.
        quiet_from: the first quiet hour of the day there.
        quiet_until: the hour at which it ends, the next day where it is not later; the same hour means never quiet.
    """
    local = now.astimezone(zone)
    if not Quiet(quiet_from, quiet_until).holds(local.hour):
        return None
    day = local.date() if local.hour < quiet_until else local.date() + DAY
    return _moment(day, quiet_until, zone)


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
