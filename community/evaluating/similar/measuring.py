"""The measures of each way of finding similar questions, and the weights that do best on the first half."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Final

from community.entries.likeness import ranked, scored
from community.evaluating.similar.asking import Found
from community.evaluating.statistics import hit, mean, ndcg
from community.questions.lanes import DEFAULT_WEIGHTS, Evidence, Weights, canonical_scores, lanes

Way = Callable[[Found], Sequence[int]]

PLACES: Final = 10
"""Questions that are shown: so many of a list, or five of each lane."""

DEEPEST: Final = 100
TRIED: Final = [
    Weights(meaning, closed, mark)
    for meaning, closed, mark in product((0.5, 1.0, 1.5, 2.0, 3.0, 4.0), (0.65, 0.75, 0.85, 0.95), (0.1, 0.2, 0.4))
]


def ways(weights: Weights = DEFAULT_WEIGHTS) -> dict[str, Way]:
    """Each way of finding similar questions, by its name."""
    return {
        "any word as written": lambda found: found.as_written,
        "any stem (BM25)": lambda found: found.stemmed,
        "telling words": lambda found: _similar(_by_words(found.evidence), weights),
        "telling words + meaning": lambda found: _similar(found.evidence, weights),
        "lane C, words": lambda found: _canonical(_by_words(found.evidence), weights),
        "lane C, + meaning": lambda found: _canonical(found.evidence, weights),
        "both lanes, words": lambda found: both_lanes(_by_words(found.evidence), weights),
        "both lanes, + meaning": lambda found: both_lanes(found.evidence, weights),
    }


def both_lanes(evidence: Evidence, weights: Weights = DEFAULT_WEIGHTS) -> list[int]:
    """What a page shows: five of each lane."""
    found = lanes(evidence, weights=weights)
    return [*found.answered, *found.similar]


def hits(way: Way, found: Iterable[Found]) -> list[float]:
    """For each question, whether one of the ten that are shown is right."""
    return [hit(way(each), each.asked.right, PLACES) for each in found]


def measures(way: Way, found: Sequence[Found]) -> list[float]:
    """The hits among the first five and ten, the discounted gain of ten, and the share of the right among a hundred."""
    lists = [(way(each), each.asked.right) for each in found]
    return [
        mean([hit(shown, right, 5) for shown, right in lists]),
        mean([hit(shown, right, PLACES) for shown, right in lists]),
        mean([ndcg(shown, dict.fromkeys(right, 1.0), PLACES) for shown, right in lists]),
        mean([len(right.intersection(shown[:DEEPEST])) / len(right) for shown, right in lists]),
    ]


def best_weights(found: Sequence[Found], way: str) -> tuple[Weights, float]:
    """Of the weights that are tried those with which one of `ways` has most hits, and how many it has."""
    tried: Mapping[Weights, float] = {weights: mean(hits(ways(weights)[way], found)) for weights in TRIED}
    best = max(tried, key=lambda each: tried[each])
    return best, tried[best]


def _by_words(evidence: Evidence) -> Evidence:
    """The same as if nothing were known of what texts mean."""
    return evidence._replace(candidates=[each._replace(meaning=0.0) for each in evidence.candidates if each.words])


def _similar(evidence: Evidence, weights: Weights) -> list[int]:
    return ranked(scored(evidence.candidates, weights.meaning))


def _canonical(evidence: Evidence, weights: Weights) -> list[int]:
    return ranked(canonical_scores(scored(evidence.candidates, weights.meaning), evidence, weights))
