"""The directory counts what people did for others lately, in bounds, and says what it counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from community.experts.ranking import (
    DEFAULT_WEIGHTS,
    Contribution,
    ContributionKind,
    Endorsement,
    Standing,
    Weights,
    decay,
    directory,
)
from community.experts.weights import current_weights

NOW = datetime(2024, 9, 1, 12, tzinfo=UTC)
ANA, BEN, CHI, DAN = 1, 2, 3, 4

ids = iter(range(1, 10**9))


def contribution(
    person: int = ANA,
    *,
    days_ago: float = 0,
    kind: ContributionKind = ContributionKind.ANSWER,
    is_accepted: bool = False,
    asker: int | None = None,
) -> Contribution:
    return Contribution(next(ids), person, kind, NOW - timedelta(days=days_ago), is_accepted, asker)


def score(*contributions: Contribution) -> float:
    return directory(contributions, NOW)[0].score if contributions else 0.0


def people(standings: list[Standing]) -> list[int]:
    return [standing.person_id for standing in standings]


@pytest.mark.parametrize(
    ("kind", "worth"),
    [
        (ContributionKind.ANSWER, 1.0),
        (ContributionKind.GUIDE, 1.0),
        (ContributionKind.DEMONSTRATION, 0.7),
        (ContributionKind.REFLECTION, 0.3),
        (ContributionKind.BOOKMARK, 0.2),
    ],
)
def test_each_kind_of_contribution_has_its_worth(kind: ContributionKind, worth: float) -> None:
    assert score(contribution(kind=kind)) == pytest.approx(worth)


def test_an_accepted_answer_counts_half_as_much_again() -> None:
    assert score(contribution(is_accepted=True)) == pytest.approx(1.5)


def test_worth_halves_in_half_a_year() -> None:
    assert [score(contribution(days_ago=days)) for days in (0, 180, 360)] == pytest.approx([1, 0.5, 0.25])


def test_what_is_dated_ahead_counts_as_new_and_no_more() -> None:
    assert score(contribution(days_ago=-40)) == pytest.approx(1)


def test_recent_help_is_ranked_before_more_help_long_ago() -> None:
    old = [contribution(ANA, days_ago=900 + number) for number in range(8)]

    assert people(directory([*old, contribution(BEN, days_ago=10)], NOW)) == [BEN, ANA]


def test_only_three_a_day_count_and_those_the_weightiest() -> None:
    day = [contribution(days_ago=1, kind=ContributionKind.BOOKMARK) for _each in range(5)]
    day += [contribution(days_ago=1) for _each in range(2)]

    (standing,) = directory(day, NOW)
    assert [piece.contribution.kind.value for piece in standing.evidence] == ["answer", "answer", "bookmark"]


def test_only_five_for_the_same_asker_in_ninety_days_count() -> None:
    friends = [contribution(days_ago=days, asker=BEN) for days in range(10)]
    others = [contribution(days_ago=days, asker=CHI + days) for days in range(10)]

    assert (len(directory(friends, NOW)[0].evidence), len(directory(others, NOW)[0].evidence)) == (5, 10)


def test_after_ninety_days_the_same_asker_counts_again() -> None:
    friends = [contribution(days_ago=days, asker=BEN) for days in (100, 99, 98, 97, 96, 95, 5, 4)]

    assert len(directory(friends, NOW)[0].evidence) == 7


def test_answering_oneself_makes_nobody_an_expert() -> None:
    assert directory([contribution(ANA, asker=ANA)], NOW) == []


def test_the_same_entry_counts_once() -> None:
    answer = contribution()

    assert score(answer, answer) == pytest.approx(1)


def test_endorsers_raise_a_place_by_a_fifth_at_most() -> None:
    def raised_by(count: int) -> float:
        words = [Endorsement(ANA, endorser_id, is_from_shared_thread=True) for endorser_id in range(10, 10 + count)]
        return directory([contribution(ANA)], NOW, endorsements=words)[0].score

    assert [raised_by(count) for count in (0, 1, 4, 40)] == pytest.approx([1, 1.05, 1.2, 1.2])


@pytest.mark.parametrize(
    "word",
    [
        Endorsement(ANA, BEN, is_from_shared_thread=False),
        Endorsement(ANA, ANA, is_from_shared_thread=True),
        Endorsement(CHI, BEN, is_from_shared_thread=True),
    ],
)
def test_a_word_from_nowhere_changes_nothing(word: Endorsement) -> None:
    answer = contribution(ANA)

    assert directory([answer], NOW, endorsements=[word]) == directory([answer], NOW)


def test_the_evidence_adds_up_to_the_score() -> None:
    (standing,) = directory([contribution(days_ago=days, is_accepted=days < 2) for days in range(5)], NOW)

    assert sum(piece.worth for piece in standing.evidence) == pytest.approx(standing.score)
    assert [piece.worth for piece in standing.evidence] == sorted(
        (piece.worth for piece in standing.evidence), reverse=True
    )


def test_other_weights_may_be_tried() -> None:
    weights = Weights(half_life_days=1, worth_of_acceptance=0)

    assert directory([contribution(days_ago=1, is_accepted=True)], NOW, weights=weights)[0].score == pytest.approx(0.5)


def test_nobody_is_found_where_nothing_was_done() -> None:
    assert directory([], NOW) == []


contributions = st.lists(
    st.builds(
        Contribution,
        st.integers(1, 60),
        st.integers(1, 4),
        st.sampled_from(ContributionKind),
        st.integers(0, 400).map(lambda days: NOW - timedelta(days=days)),
        st.booleans(),
        st.none() | st.integers(1, 6),
    ),
    max_size=30,
    unique_by=lambda each: each.entry_id,
)


@settings(deadline=None)
@given(done=contributions, order=st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_does_not_matter(done: list[Contribution], order: Random) -> None:
    shuffled = list(done)
    order.shuffle(shuffled)

    assert directory(shuffled, NOW) == directory(done, NOW)


@settings(deadline=None)
@given(done=contributions)
def test_nobody_earns_more_than_three_contributions_a_day(done: list[Contribution]) -> None:
    most = DEFAULT_WEIGHTS.worth[ContributionKind.ANSWER] + DEFAULT_WEIGHTS.worth_of_acceptance
    for standing in directory(done, NOW):
        days = {each.contribution.at.date() for each in standing.evidence}
        assert 0 < standing.score <= 3 * len(days) * most


@settings(deadline=None)
@given(done=contributions)
def test_what_others_do_changes_nobody_s_score(done: list[Contribution]) -> None:
    together = {standing.person_id: standing for standing in directory(done, NOW)}
    for person_id, standing in together.items():
        assert directory([each for each in done if each.person_id == person_id], NOW) == [standing]


@settings(deadline=None)
@given(days=st.floats(0, 5_000))
def test_worth_only_ever_falls_and_never_below_nothing(days: float) -> None:
    assert 0 < decay(NOW - timedelta(days=days + 1), NOW, 60) < decay(NOW - timedelta(days=days), NOW, 60) <= 1


def test_a_site_begins_with_the_weights_that_were_measured(app: Flask) -> None:
    assert current_weights() == DEFAULT_WEIGHTS
    app.config["EXPERTS_ACTIVITY_PERCENT"] = 20
    assert current_weights().activity_share == pytest.approx(0.2)
