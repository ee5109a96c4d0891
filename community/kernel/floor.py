"""The floor below which no number about people leaves the program, and the bands that stand for those above.

Whatever counts people passes through here. A group below the floor is left
out, exactly as an empty one is, so that nobody can tell the two apart.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

Key = TypeVar("Key", bound=Hashable)

SMALLEST_FLOOR: Final = 5
LARGEST_FLOOR: Final = 20

_BANDS: Final = ((5, 9), (10, 19), (20, 49), (50, None))
_STEP_OF_SHARES: Final = 5
HALF: Final = 50


class Band(NamedTuple):
    """About how many people: at least `low` and at most `high`, which is None for the largest groups."""

    low: int
    high: int | None

    def __str__(self) -> str:
        return f"{self.low}+" if self.high is None else f"{self.low}–{self.high}"


class Rate(NamedTuple):
    """A share in percent, as far as it may be told: both ends are the same where enough people are on both sides."""

    low: int
    high: int

    @property
    def is_most(self) -> bool:
        """Whether it is half of them at least; every rate that may be told lies on one side of that."""
        return self.low >= HALF


class Counted(NamedTuple):
    """How many people did something, and how many of whom that is known either way."""

    did: int
    of: int


class Told(NamedTuple):
    """What may be told of a group: about how many did something, and which share that is."""

    people: Band | None = None
    rate: Rate | None = None


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

    def rate(self, part: int, whole: int) -> Rate | None:
        """Return the share of `part` in `whole`, as two ends where one side of it is too small to be told.

        Hardly anyone and nobody are the same "at most", nearly everyone and everyone the same "at least". Of fewer
        people than twice the floor no share is told at all, since one of its sides would always be too small.
        """
        if whole < 2 * self.people:
            return None
        exact = self.share(part, whole)
        if exact is not None:
            return Rate(exact, exact)
        edge = _STEP_OF_SHARES * -(-100 * self.people // (_STEP_OF_SHARES * whole))
        return Rate(0, edge) if part < self.people else Rate(100 - edge, 100)

    def beside(self, total: Counted, groups: Mapping[Key, Counted]) -> dict[Key, Told]:
        """Return what may be told of each of `groups` while their `total` is told too.

        What all of them together say must not give away, by subtraction, a group that is too small: where those that
        are left out come to fewer people than the floor, the smallest that was to be shown is left out as well
        (complementary suppression; Hundepool and others, Statistical Disclosure Control, 2012, chapter 4).
        """
        left_out: set[Key] = set()
        while (another := self._to_leave_out(total, groups, left_out)) is not None:
            left_out.add(another)
        return {key: Told() if key in left_out else self.told(each) for key, each in groups.items()}

    def told(self, counted: Counted) -> Told:
        """Return what may be told of one group."""
        return Told(self.band(counted.did), self.rate(counted.did, counted.of))

    def _to_leave_out(self, total: Counted, groups: Mapping[Key, Counted], left_out: set[Key]) -> Key | None:
        counted = [key for key in groups if key not in left_out and groups[key].did >= self.people]
        if counted and 0 < sum(each.did for key, each in groups.items() if key not in counted) < self.people:
            return min(counted, key=lambda key: groups[key].did)
        exact = [key for key in groups if key not in left_out and self._is_exact(groups[key])]
        others = [each for key, each in groups.items() if key not in exact]
        if exact and self._is_exact(total) and self._is_told_by_what_is_missing(others):
            return min(exact, key=lambda key: groups[key].of)
        return None

    def _is_exact(self, counted: Counted) -> bool:
        rate = self.rate(counted.did, counted.of)
        return rate is not None and rate.low == rate.high

    def _is_told_by_what_is_missing(self, others: Iterable[Counted]) -> bool:
        """Whether the rest of a total, that is `others` together, has too few people on one of its sides."""
        rest = list(others)
        did, of = sum(each.did for each in rest), sum(each.of for each in rest)
        return of > 0 and min(did, of - did) < self.people
