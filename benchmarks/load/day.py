"""What five thousand members do in a working day, and at which pace it is played.

The hours are shortened, the pace is not: an hour lasts a few minutes, in which as many people come in a minute as in a
minute of that hour.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEMBERS: Final = 5000
HOURS: Final = (0.10, 0.14, 0.25, 0.13, 0.08, 0.12, 0.11, 0.07)
"""The part of the day's acts that falls into each of eight hours."""

BUSIEST: Final = HOURS.index(max(HOURS))
SECONDS_OF_AN_HOUR: Final = 3600

HALF_OF_THEM_BY_A_READER: Final = 8.0
"""Every second member has a feed reader, which asks each half hour."""

ACTS: Final[Mapping[str, float]] = {
    "home": 6,
    "question": 9,
    "tag": 3,
    "reflection": 6,
    "search": 3,
    "feed": HALF_OF_THEM_BY_A_READER / 2,
    "unchanged_feed": HALF_OF_THEM_BY_A_READER / 2,
    "new_reflection": 0.1,
    "new_answer": 0.1,
    "new_comment": 0.2,
    "new_bookmark": 0.1,
    "check_in": 0.2,
    "ending": 0.02,
}
"""How often a member does each of these in the day, on the mean."""

TWO_REQUESTS: Final = ("new_reflection", "new_answer", "new_comment", "new_bookmark", "check_in", "ending")
"""Acts that load a page with a form, then send it."""


def requests_of_a_member() -> float:
    """How many requests a member makes in the day, on the mean."""
    return sum(ACTS.values()) + sum(ACTS[name] for name in TWO_REQUESTS)


def hour_at(share: float) -> int:
    """The hour, from 0, once this share of the day is over."""
    return min(int(share * len(HOURS)), len(HOURS) - 1)


def acts_per_second(hour: int, pace: float) -> float:
    """How many acts begin in a second of an hour."""
    return MEMBERS * sum(ACTS.values()) * HOURS[hour] / SECONDS_OF_AN_HOUR * pace


def requests_per_second(hour: int, pace: float) -> float:
    """How many requests come in a second of an hour."""
    return MEMBERS * requests_of_a_member() * HOURS[hour] / SECONDS_OF_AN_HOUR * pace
