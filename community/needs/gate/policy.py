"""The rules in force, as the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from community.kernel.floor import Floor

FIRST_MONDAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
PERIOD: Final = timedelta(weeks=4)
WINDOW: Final = timedelta(weeks=52)
MARGIN: Final = 2
"""How many people more than the floor it takes to appear: who is above the floor already stays until it is left."""

QUARTER: Final = 3
HALF_YEAR: Final = 6
YEAR: Final = 13
"""So many periods: old signs leave twice a year, and slow changes are looked at by the quarter and by the year."""

FEWEST_MOVES: Final = 3
"""How many people have to come or go before a figure that is shown may change."""


@dataclass(frozen=True)
class Policy:
    """How many people a figure and a group need, and whether anything is shown at all."""

    floor: Floor
    group_floor: int
    is_on: bool

    @property
    def to_appear(self) -> int:
        """How many people it takes for something new to be shown."""
        return self.floor.people + MARGIN


def policy_of(settings: Mapping[str, Any]) -> Policy:
    """The rules that the site's settings make."""
    return Policy(Floor(settings["NEEDS_FLOOR"]), settings["NEEDS_GROUP_FLOOR"], settings["NEEDS_SHOWN"])


def period_of(now: datetime) -> int:
    """The number of the four weeks in which `now` lies."""
    return (now - FIRST_MONDAY) // PERIOD


def first_day_of(period: int) -> datetime:
    """The Monday on which a period begins."""
    return FIRST_MONDAY + period * PERIOD


def last_monday(now: datetime) -> datetime:
    """The beginning of the week in which `now` lies: nothing finer is looked at."""
    return FIRST_MONDAY + (now - FIRST_MONDAY) // timedelta(weeks=1) * timedelta(weeks=1)


def window_start(until: datetime) -> datetime:
    """Since when people count: 32 to 52 weeks ago.

    It moves twice a year, so that many old signs leave together and hardly ever a single one.
    """
    period = period_of(until)
    return first_day_of(period - period % HALF_YEAR) - WINDOW + (HALF_YEAR - 1) * PERIOD


def compared_with(until: datetime) -> datetime:
    """The end of the release that this one is compared with: the last one, that of a quarter or that of a year ago.

    Who came by ones is seen in the longer looks, so that what grows slowly is shown in the end.
    """
    period = period_of(until)
    back = YEAR if period % YEAR == 0 else QUARTER if period % QUARTER == 0 else 1
    return until - back * PERIOD
