"""What a ranking is worth: the usual measures of information retrieval, and how sure a difference is.

Measures take a list of what was ranked, the best first, and say by a number from 0 to 1 how well it met what was
right (Manning, Raghavan and Schütze 2008, chapter 8). A measured list of lists is compared with another of the same
questions by resampling the questions (Sakai 2006, "Evaluating evaluation metrics based on the bootstrap").
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)

SAMPLES: Final = 2000
_COVERED: Final = 0.95


class Interval(NamedTuple):
    """A mean difference, and between which values it lies in 95 of 100 resamplings."""

    mean: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether it is on one side of zero with all of the interval."""
        return self.low > 0 or self.high < 0


def reciprocal_rank(ranked: Sequence[Hashable], right: Collection[Hashable]) -> float:
    """One divided by the place of the first that is right; 0 where none is."""
    return next((1 / place for place, each in enumerate(ranked, start=1) if each in right), 0.0)


def hit(ranked: Sequence[Hashable], right: Collection[Hashable], most: int) -> float:
    """1 where one of the first `most` is right, else 0."""
    return float(any(each in right for each in ranked[:most]))


def ndcg(ranked: Sequence[Item], gains: Mapping[Item, float], most: int) -> float:
    """The discounted gain of the first `most`, of the best that could be had (Järvelin and Kekäläinen 2002).

    The gain at place i counts 1 / log2(i + 1).

    Args:
        gains: what each right one is worth; the others are worth nothing.
    """
    had = _discounted([gains.get(each, 0.0) for each in ranked[:most]])
    best = _discounted(sorted(gains.values(), reverse=True)[:most])
    return had / best if best > 0 else 0.0


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, start=1))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 where there is nothing."""
    return math.fsum(values) / len(values) if values else 0.0


def difference(ours: Sequence[float], theirs: Sequence[float], *, samples: int = SAMPLES) -> Interval:
    """How much better `ours` did than `theirs` on the same questions: a paired bootstrap (Efron 1979).

    The questions are drawn anew with replacement, always the same way, so that a figure can be had again.

    Args:
        ours: a measure for each question.
        theirs: the same measure for the same questions in the same order.
        samples: how often they are drawn.

    Raises:
        ValueError: when the two are not of the same length.
    """
    pairs = [a - b for a, b in zip(ours, theirs, strict=True)]
    if not pairs:
        return Interval(0.0, 0.0, 0.0)
    chance = random.Random(2026)  # noqa: S311 (a repeatable draw, no secret)
    means = sorted(math.fsum(chance.choices(pairs, k=len(pairs))) / len(pairs) for _sample in range(samples))
    tail = (1 - _COVERED) / 2
    return Interval(mean(pairs), means[int(tail * samples)], means[min(math.ceil((1 - tail) * samples), samples) - 1])


def top_share(lists: Iterable[Sequence[Hashable]], most: int = 5) -> float:
    """The share of all places in `lists` that the `most` who are named most often take."""
    named = Counter(each for ranked in lists for each in ranked)
    total = sum(named.values())
    return sum(count for _each, count in named.most_common(most)) / total if total else 0.0
