"""Days, weeks and months as a reader lives them, by their own clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Edition(StrEnum):
    """How much of a feed one entry gathers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


KEPT = {Edition.DAY: 31, Edition.WEEK: 26, Edition.MONTH: 12}
"""How many finished periods a feed of editions looks back."""


class Period(NamedTuple):
    """A day, a week from Monday on or a month, from its first moment up to, not including, its end."""

    name: str
    first: date
    starts_at: datetime
    ends_at: datetime

    @property
    def last(self) -> date:
        """The last day of it."""
        return (self.ends_at - timedelta(microseconds=1)).astimezone(self.starts_at.tzinfo).date()


def finished(edition: Edition, now: datetime, zone: str) -> list[Period]:
    """The periods that are over, the latest first.

    Args:
        zone: where days begin and end at midnight, such as Europe/Lisbon.
    """
    there = ZoneInfo(zone)
    first = _first_of(edition, now.astimezone(there).date())
    found = []
    for _number in range(KEPT[edition]):
        end, first = first, _first_of(edition, first - timedelta(days=1))
        found.append(Period(_name(edition, first), first, _midnight(first, there), _midnight(end, there)))
    return found


def _first_of(edition: Edition, day: date) -> date:
    if edition is Edition.MONTH:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if edition is Edition.WEEK else day


def _name(edition: Edition, first: date) -> str:
    if edition is Edition.MONTH:
        return f"{first:%Y-%m}"
    if edition is Edition.WEEK:
        year, week, _day = first.isocalendar()
        return f"{year}-W{week:02}"
    return first.isoformat()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
