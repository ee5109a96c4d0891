"""Two lists of questions like a text: those that have the answers by the community's own word, and the others.

Measured on six years of a travel site, where each question sees the earlier ones alone: questions into which others
were closed are right much more often than their words tell, and giving them the best score of what was closed into
them finds twice as many. But it hides what nobody marked yet, and so there are two lists. The figures and what did
not help are in docs/decisions/0006-two-lanes-and-meaning.md, and `flask evaluate similar` measures them anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from community.entries.likeness import MEANING, Alike, ranked, scored


class Evidence(NamedTuple):
    """What is known of the questions like a text.

    Attributes:
        candidates: what was found.
        canonical_of: for those that were closed, the question that has their answers.
        marks: for each question that has the answers of others, of how many.
    """

    candidates: Sequence[Alike]
    canonical_of: Mapping[int, int]
    marks: Mapping[int, int]


class Weights(NamedTuple):
    """How much counts what; fixed on the first half of what `flask evaluate similar` measures.

    Attributes:
        meaning: the meaning beside the words, which count 1.
        closed: the score of a question that was closed, for the one that has its answers.
        mark: each e-fold of marks.
    """

    meaning: float = MEANING
    closed: float = 0.95
    mark: float = 0.1


class Lanes(NamedTuple):
    """The two lists, the best first."""

    answered: Sequence[int]
    similar: Sequence[int]


DEFAULT_WEIGHTS = Weights()
PLACES = 5
LEAST_ANSWERED, LEAST_SIMILAR = 0.75, 0.6
"""The least score that is shown, where it is known what texts mean, because by meaning everything is a little alike; to
say that something was answered already asks for more than to say it is similar."""


def lanes(evidence: Evidence, *, places: int = PLACES, weights: Weights = DEFAULT_WEIGHTS) -> Lanes:
    """The best of both lists; none stands in both, and what was closed gives way to the one that has its answers.

    Args:
        places: how many each list shows.
    """
    scores = scored(evidence.candidates, weights.meaning)
    canonical = canonical_scores(scores, evidence, weights)
    has_meaning = any(each.meaning for each in evidence.candidates)
    least_answered, least_similar = (LEAST_ANSWERED, LEAST_SIMILAR) if has_meaning else (0.0, 0.0)
    answered = [each for each in ranked(canonical) if canonical[each] >= least_answered][:places]
    taken = {each for each, target in evidence.canonical_of.items() if target in evidence.marks}.union(answered)
    similar = [each for each in ranked(scores) if each not in taken and scores[each] >= least_similar]
    return Lanes(answered, similar[:places])


def canonical_scores(
    scores: Mapping[int, float], evidence: Evidence, weights: Weights = DEFAULT_WEIGHTS
) -> dict[int, float]:
    """How much the questions that have others' answers are like the text.

    score(c) = max(s(c), 0.95 · max s(closed into c)) · (1 + 0.1 · ln(1 + marks))
    """
    best = {each: scores[each] for each in evidence.marks if each in scores}
    for each, canonical in evidence.canonical_of.items():
        if each in scores and canonical in evidence.marks:
            best[canonical] = max(best.get(canonical, 0.0), weights.closed * scores[each])
    return {each: score * (1 + weights.mark * math.log1p(evidence.marks[each])) for each, score in best.items()}
