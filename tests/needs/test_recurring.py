"""Needs are ranked by how many people they touch and how badly those are served, and never name fewer than five."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.floor import Floor
from community.needs.recurring import (
    Asked,
    RecurringNeed,
    Signal,
    SignalKind,
    Weights,
    recurring_needs,
    score_topics,
    shrunken_rate,
)

HANDOVER, EXCEL, TEA = 1, 2, 3


def asked(topic: int, *, people: int, bad: int = 0, first: int = 0) -> list[Asked]:
    return [Asked(topic, first + number, number < bad) for number in range(people)]


def signals(topic: int, *, people: int, kind: SignalKind = SignalKind.UNANSWERED, first: int = 0) -> list[Signal]:
    return [Signal(topic, kind, first + number) for number in range(people)]


def topics(needs: list[RecurringNeed]) -> list[int]:
    return [need.topic_id for need in needs]


def test_a_need_is_shown_with_bands_and_a_rounded_share() -> None:
    questions = asked(HANDOVER, people=20, bad=12)
    signs = signals(HANDOVER, people=12) + signals(HANDOVER, people=6, kind=SignalKind.BLOCKED, first=8)

    (need,) = recurring_needs(questions, signs)
    assert (str(need.people), {kind.value: str(band) for kind, band in need.kinds.items()}) == (
        "10–19", {"blocked": "5–9", "unanswered": "10–19"},
    )  # fmt: skip
    assert need.poorly_served_percent == 60


def test_four_people_are_no_need_that_anybody_sees() -> None:
    assert recurring_needs(asked(TEA, people=4, bad=4), signals(TEA, people=4)) == []


def test_one_loud_person_is_one_person() -> None:
    loud = [Signal(TEA, kind, 7) for kind in SignalKind] * 30

    assert recurring_needs([Asked(TEA, 7, is_poorly_served=True)] * 30, loud) == []
    assert score_topics([], loud)[0].people == 1


def test_a_kind_with_few_people_is_not_among_the_evidence() -> None:
    signs = signals(HANDOVER, people=9) + signals(HANDOVER, people=4, kind=SignalKind.STRUGGLE)

    assert list(recurring_needs([], signs)[0].kinds) == [SignalKind.UNANSWERED]


def test_the_share_is_left_out_where_it_would_speak_of_few() -> None:
    assert recurring_needs(asked(TEA, people=8, bad=6), signals(TEA, people=8))[0].poorly_served_percent is None


def test_the_score_is_what_the_formula_says() -> None:
    questions = asked(HANDOVER, people=10, bad=8) + asked(EXCEL, people=30, bad=2, first=100)
    signs = signals(HANDOVER, people=7) + signals(HANDOVER, people=2, kind=SignalKind.BLOCKED, first=50)

    (topic,) = score_topics(questions, signs)
    mean = 10 / 40
    rate = (8 + 20 * mean) / (10 + 20)
    assert topic.bad_rate == pytest.approx(rate)
    assert topic.score == pytest.approx(math.log(1 + 9) * rate / mean * 1.25)


def test_kinds_agree_only_with_two_people_each() -> None:
    one = score_topics([], signals(TEA, people=5) + signals(TEA, people=1, kind=SignalKind.BLOCKED))
    two = score_topics([], signals(TEA, people=5) + signals(TEA, people=2, kind=SignalKind.BLOCKED))

    assert two[0].score == pytest.approx(1.25 * one[0].score)


def test_a_large_organization_trusts_its_rates_less_quickly() -> None:
    small = asked(TEA, people=10, bad=10) + asked(EXCEL, people=980, bad=90, first=100)
    large = asked(TEA, people=10, bad=10) + asked(EXCEL, people=990, bad=90, first=100)
    rates = [score_topics(questions, signals(TEA, people=10))[0].bad_rate for questions in (small, large)]

    assert rates == pytest.approx([(10 + 20 * 100 / 990) / 30, (10 + 60 * 100 / 1000) / 70])


def test_more_people_badly_served_come_before_few_and_before_many_well_served() -> None:
    questions = (
        asked(HANDOVER, people=40, bad=24) + asked(EXCEL, people=60, bad=3, first=100) + asked(TEA, people=5, bad=5)
    )
    signs = signals(HANDOVER, people=24) + signals(EXCEL, people=30, first=100) + signals(TEA, people=5)

    assert topics(recurring_needs(questions, signs)) == [HANDOVER, TEA, EXCEL]


def test_where_everybody_is_served_well_size_alone_decides() -> None:
    questions = asked(EXCEL, people=9) + asked(TEA, people=6)
    signs = [*signals(EXCEL, people=9, kind=SignalKind.REPEATED), *signals(TEA, people=6, kind=SignalKind.REPEATED)]

    assert topics(recurring_needs(questions, signs)) == [EXCEL, TEA]


def test_searches_show_a_need_that_nobody_asked_about() -> None:
    (need,) = recurring_needs([], signals(TEA, people=11, kind=SignalKind.FRUITLESS_SEARCH))

    assert (need.topic_id, str(need.people), need.poorly_served_percent) == (TEA, "10–19", None)


def test_a_quiet_organization_has_no_needs() -> None:
    assert recurring_needs([], []) == recurring_needs(asked(TEA, people=50, bad=50), []) == []


def test_a_few_bad_cases_do_not_beat_many() -> None:
    assert shrunken_rate(3, 3, 0.3, 60) < shrunken_rate(60, 100, 0.3, 60)


def test_without_a_prior_the_rate_is_the_rate() -> None:
    assert shrunken_rate(3, 4, 0.1, 0) == pytest.approx(0.75)


# --- for every organization ------------------------------------------------------------------------------------

questions = st.lists(st.builds(Asked, st.integers(1, 4), st.integers(1, 15), st.booleans()), max_size=60)
signs = st.lists(st.builds(Signal, st.integers(1, 4), st.sampled_from(SignalKind), st.integers(1, 15)), max_size=80)
floors = st.integers(5, 12).map(Floor)


def people_behind(found: list[Signal], topic_id: int, kind: SignalKind | None = None) -> int:
    return len({s.person_id for s in found if s.topic_id == topic_id and kind in {None, s.kind}})


@settings(deadline=None)
@given(asked_ones=questions, found=signs, floor=floors)
def test_nothing_with_fewer_people_than_the_floor_comes_out(
    asked_ones: list[Asked], found: list[Signal], floor: Floor
) -> None:
    needs = recurring_needs(asked_ones, found, floor=floor)

    assert set(topics(needs)) == {topic for topic in range(1, 5) if people_behind(found, topic) >= floor.people}
    for need in needs:
        assert all(people_behind(found, need.topic_id, kind) >= floor.people for kind in need.kinds)
        assert all(band.low >= floor.people for band in (need.people, *need.kinds.values()))


@settings(deadline=None)
@given(asked_ones=questions, found=signs, floor=floors)
def test_what_is_suppressed_looks_like_what_is_not_there(
    asked_ones: list[Asked], found: list[Signal], floor: Floor
) -> None:
    shown = topics(recurring_needs(asked_ones, found, floor=floor))
    without_the_rest = [signal for signal in found if signal.topic_id in shown]

    assert recurring_needs(asked_ones, without_the_rest, floor=floor) == recurring_needs(asked_ones, found, floor=floor)


@settings(deadline=None)
@given(asked_ones=questions, found=signs, order=st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(asked_ones: list[Asked], found: list[Signal], order: Random) -> None:
    more_asked, more_found = asked_ones * 2, found * 3
    order.shuffle(more_asked)
    order.shuffle(more_found)

    assert score_topics(more_asked, more_found) == score_topics(asked_ones, found)


@settings(deadline=None)
@given(found=signs, order=st.randoms(use_true_random=False))
def test_who_the_people_are_does_not_matter(found: list[Signal], order: Random) -> None:
    names = list(range(1, 16))
    order.shuffle(names)
    renamed = [signal._replace(person_id=names[signal.person_id - 1]) for signal in found]

    assert recurring_needs([], renamed) == recurring_needs([], found)


@settings(deadline=None)
@given(asked_ones=questions, found=signs, prior=st.floats(0.1, 500))
def test_rates_stay_between_nothing_and_all(asked_ones: list[Asked], found: list[Signal], prior: float) -> None:
    weights = Weights(prior=prior, prior_of_a_small_organization=prior)

    for topic in score_topics(asked_ones, found, weights=weights):
        assert -1e-9 <= topic.bad_rate <= 1 + 1e-9
        assert topic.score >= 0
        assert topic.poorly_served <= topic.asked
