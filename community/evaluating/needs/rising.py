"""How often a topic seems to rise when nothing does, and how many of planted rises are found."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from community.evaluating.needs.asking import Asking
from community.needs.emerging import BLOCK, RISING, Shown, rises

SHUFFLES: Final = 20
STEP: Final = RISING.recent * BLOCK
SPAN: Final = (RISING.recent + RISING.before) * BLOCK
TRIALS: Final = 20
PLANTED: Final = -1

SIZES: Final = {0: 5, 3: 9, 8: 12, 12: 15}
"""How many people have to show a topic recently for it to be found, by how many did in the 24 weeks before."""


class Flags(NamedTuple):
    """Releases that name a rise, of how many, and how many rises they name."""

    releases: int
    of: int
    rises: int


def flagged(shown: Sequence[Shown]) -> Flags:
    """Look every eight weeks, as soon as there are 32 weeks to look at."""
    found = [len(rises(_of(shown, moment), moment)) for moment in _moments(shown)]
    return Flags(sum(count > 0 for count in found), len(found), sum(found))


def shown_on(asked: Sequence[Asking], topics: set[int]) -> list[Shown]:
    """Each question on a topic as a sign, the oldest first."""
    return [Shown(topic, each.person_id, each.at) for each in asked for topic in each.topics & topics]


def shuffled(asked: Sequence[Asking], seed: int) -> list[Asking]:
    """The same questions with their dates dealt anew, so that nothing rises but by chance."""
    moments = [each.at for each in asked]
    random.Random(seed).shuffle(moments)  # noqa: S311 (a repeatable draw, no secret)
    dealt = [each._replace(at=at) for each, at in zip(asked, moments, strict=True)]
    return sorted(dealt, key=lambda each: each.at)


def recall(asked: Sequence[Asking], topics: set[int], before: int, recent: int) -> float:
    """The share of releases that name one topic which so many people showed recently and before, among real ones."""
    shown = shown_on(asked, topics)
    moments = _moments(shown)
    chance = random.Random(2026)  # noqa: S311 (a repeatable draw, no secret)
    chosen = chance.sample(moments, min(TRIALS, len(moments)))
    found = 0
    for moment in chosen:
        there = _of(shown, moment)
        planted = _planted(there, moment, before, recent, chance)
        found += any(rise.topic_id == PLANTED for rise in rises([*there, *planted], moment))
    return found / len(chosen) if chosen else 0.0


def _planted(there: Sequence[Shown], moment: datetime, before: int, recent: int, chance: random.Random) -> list[Shown]:
    """Signs of so many people, at moments at which they were active anyway."""
    blocks: dict[tuple[int, int], Shown] = {}
    for each in there:
        blocks.setdefault((each.person_id, (moment - each.at) // BLOCK), each._replace(topic_id=PLANTED))
    late = [each for (_person, block), each in sorted(blocks.items()) if block < RISING.recent]
    early = [each for (_person, block), each in sorted(blocks.items()) if block >= RISING.recent]
    return [*_sample(late, recent, chance), *_sample(early, before, chance)]


def _sample(signs: list[Shown], count: int, chance: random.Random) -> list[Shown]:
    return chance.sample(signs, min(count, len(signs)))


def _moments(shown: Sequence[Shown]) -> list[datetime]:
    if not shown:
        return []
    first, last = shown[0].at + SPAN, shown[-1].at
    return [first + number * STEP for number in range(max(0, (last - first) // STEP + 1))]


def _of(shown: Sequence[Shown], moment: datetime) -> Sequence[Shown]:
    start = bisect_left(shown, moment - SPAN, key=lambda each: each.at)
    return shown[start : bisect_left(shown, moment, key=lambda each: each.at)]
