"""Two lists of similar questions: what has the answers of others, and the rest."""

from __future__ import annotations

import pytest

from community.entries.likeness import Alike, scored
from community.questions.lanes import Evidence, Weights, canonical_scores, lanes

WORDS_ALONE = Weights(meaning=0.0)


def test_a_question_that_has_the_answers_of_others_is_as_like_as_the_best_of_them_nearly() -> None:
    evidence = Evidence([Alike(1, 0.2, 0), Alike(2, 1.0, 0)], {2: 1}, {1: 1})
    (score,) = canonical_scores(scored(evidence.candidates, WORDS_ALONE.meaning), evidence, WORDS_ALONE).values()
    assert score == pytest.approx(0.95 * (1 + 0.1 * 0.6931), abs=1e-3)


def test_of_equally_like_ones_that_with_more_marks_comes_first() -> None:
    evidence = Evidence([Alike(1, 0.9, 0), Alike(2, 0.9, 0)], {}, {1: 1, 2: 9})
    assert lanes(evidence, weights=WORDS_ALONE).answered == [2, 1]


def test_none_stands_in_both_lists_and_a_closed_one_gives_way() -> None:
    evidence = Evidence([Alike(each, 1 - each / 20, 0) for each in range(1, 9)], {2: 1, 3: 99}, {1: 1})
    found = lanes(evidence, places=3, weights=WORDS_ALONE)
    assert (found.answered, found.similar) == ([1], [3, 4, 5])  # 99, which has the answers of 3, is not open to them


def test_what_means_the_same_counts_beside_the_words() -> None:
    evidence = Evidence([Alike(1, 1.0, 0.1), Alike(2, 0.7, 0.9), Alike(3, 0.1, 0.1)], {}, {})
    assert lanes(evidence, weights=WORDS_ALONE).similar == [1, 2]  # the third is too far off to be shown
    assert lanes(evidence, weights=Weights(meaning=2.0)).similar == [2, 1]
