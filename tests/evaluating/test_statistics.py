"""The measures of a ranking, on lists whose worth can be reckoned by hand."""

from __future__ import annotations

import math

import pytest

from community.evaluating.statistics import difference, hit, mean, ndcg, reciprocal_rank, top_share


def test_a_list_is_worth_what_its_first_right_one_is() -> None:
    assert reciprocal_rank(["ana", "ben", "chi"], {"chi", "ben"}) == 1 / 2
    assert reciprocal_rank(["ana"], {"ben"}) == 0


def test_a_hit_is_one_among_the_first() -> None:
    assert hit(["ana", "ben"], {"ben"}, 1) == 0
    assert hit(["ana", "ben"], {"ben"}, 2) == 1


def test_the_gain_of_a_list_is_discounted_by_place_and_compared_with_the_best_there_could_be() -> None:
    gains = {"ana": 3.0, "ben": 1.0}
    assert ndcg(["ana", "ben"], gains, 5) == 1
    assert ndcg(["chi", "ana"], gains, 5) == pytest.approx((3 / math.log2(3)) / (3 + 1 / math.log2(3)))
    assert ndcg(["ana"], {}, 5) == 0


def test_a_difference_that_chance_can_make_is_not_clear() -> None:
    assert difference([1.0, 0.0] * 20, [0.0, 1.0] * 20).is_clear is False
    better = difference([0.6, 0.7] * 20, [0.5, 0.5] * 20)
    assert better.is_clear
    assert better.mean == pytest.approx(0.15)
    assert 0.099 < better.low < better.mean < better.high < 0.201


def test_the_same_measures_give_the_same_interval() -> None:
    ours, theirs = [0.1, 0.5, 0.9], [0.2, 0.1, 0.3]
    assert difference(ours, theirs) == difference(ours, theirs)


def test_the_share_of_the_most_named_tells_how_few_take_all() -> None:
    assert top_share([["ana", "ben"], ["ana", "chi"]], most=1) == 1 / 2
    assert top_share([]) == mean([]) == 0
