"""What keeps learners from applying what they learned, split by who can mend it."""

from __future__ import annotations

from enum import StrEnum


class Barrier(StrEnum):
    """What stood in the way: a need for knowledge, the workplace's to mend, or the reminder's to mend."""

    COULD_NOT = "could_not"
    NO_CHANCE = "no_chance"
    FORGOT = "forgot"
