"""A question goes to people who wrote about it and are around, and never always to the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.experts.ranking import Weights
from community.experts.routing import Activity, Availability, Match, Routed, route, shortlist

NOW = datetime(2024, 9, 1, 12, tzinfo=UTC)
ANA, BEN, CHI, DAN, EVE = 1, 2, 3, 4, 5
FREE = Availability(is_listed=True)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def routed_people(matches: list[Match], activity: list[Activity], asker_id: int = 99) -> list[int]:
    return [each.person_id for each in route(matches, activity, NOW, asker_id=asker_id)]


def test_both_parts_are_measured_against_their_largest() -> None:
    matches = [Match(1, ANA, 8.0, NOW), Match(2, BEN, 4.0, NOW)]
    activity = [Activity(BEN, NOW), Activity(CHI, NOW), Activity(CHI, NOW)]

    ranking = route(matches, activity, NOW, asker_id=99)
    assert [(each.person_id, each.on_topic, each.recently_active, each.score) for each in ranking] == [
        (ANA, 1.0, 0.0, 1.0), (BEN, 0.25, 0.5, 0.5), (CHI, 0.0, 1.0, 0.5),
    ]  # fmt: skip


def test_an_old_match_is_worth_half_after_sixty_days() -> None:
    ranking = route([Match(1, ANA, 1.0, NOW), Match(2, BEN, 1.0, ago(60))], [], NOW, asker_id=99)

    assert [each.on_topic for each in ranking] == pytest.approx([1, 0.5])


def test_old_activity_is_worth_half_after_two_days() -> None:
    ranking = route([], [Activity(ANA, NOW), Activity(BEN, ago(2))], NOW, asker_id=99)

    assert [each.recently_active for each in ranking] == pytest.approx([1, 0.5])


def test_the_asker_is_not_asked_and_sets_no_measure() -> None:
    matches = [Match(1, ANA, 100.0, NOW), Match(2, BEN, 1.0, NOW)]

    (only,) = route(matches, [Activity(ANA, NOW)], NOW, asker_id=ANA)
    assert (only.person_id, only.on_topic) == (BEN, 1.0)


def test_each_person_s_matches_are_kept_the_weightiest_first() -> None:
    old, new, weak = Match(1, ANA, 5.0, ago(600)), Match(2, ANA, 3.0, NOW), Match(3, ANA, 1.0, NOW)

    assert route([weak, old, new], [], NOW, asker_id=99)[0].matches == (new, weak, old)


def test_only_the_best_matches_count() -> None:
    matches = [Match(number, ANA, 1.0, NOW) for number in range(1, 4)] + [Match(9, BEN, 2.0, NOW)]

    ranking = route(matches, [], NOW, asker_id=99, weights=Weights(best_matches=2))
    assert [(each.person_id, each.on_topic) for each in ranking] == [(BEN, 1.0), (ANA, 0.25)]


def test_what_does_not_match_at_all_routes_to_nobody() -> None:
    assert route([Match(1, ANA, 0.0, NOW), Match(2, BEN, -1.5, NOW)], [], NOW, asker_id=99) == []


def test_nobody_is_routed_to_in_an_empty_community() -> None:
    assert route([], [], NOW, asker_id=99) == []


matches = st.lists(
    st.builds(Match, st.integers(1, 50), st.integers(1, 5), st.floats(-1, 50), st.integers(0, 900).map(ago)),
    max_size=20,
    unique_by=lambda match: match.entry_id,
)
activities = st.lists(st.builds(Activity, st.integers(1, 5), st.integers(0, 900).map(ago)), max_size=20)


@settings(deadline=None)
@given(found=matches, activity=activities, order=st.randoms(use_true_random=False))
def test_the_order_in_which_matches_are_found_does_not_matter(
    found: list[Match], activity: list[Activity], order: Random
) -> None:
    shuffled, mixed = list(found), list(activity)
    order.shuffle(shuffled)
    order.shuffle(mixed)

    assert route(shuffled, mixed, NOW, asker_id=99) == route(found, activity, NOW, asker_id=99)


@settings(deadline=None)
@given(found=matches, activity=activities, asker_id=st.integers(1, 6))
def test_scores_stay_in_their_range_and_name_only_others(
    found: list[Match], activity: list[Activity], asker_id: int
) -> None:
    ranking = route(found, activity, NOW, asker_id=asker_id)

    assert all(0 < each.score <= 1.5 and each.person_id != asker_id for each in ranking)
    assert [each.score for each in ranking] == sorted((each.score for each in ranking), reverse=True)


# --- the few who are invited ---------------------------------------------------------------------------------


def ranked(*people: int) -> list[Routed]:
    return [Routed(person, 1.0 - place / 10, 0.5, 0.5, ()) for place, person in enumerate(people)]


def invited(ranking: list[Routed], availability: dict[int, Availability], knows_topic: set[int]) -> list[int]:
    return [each.person_id for each in shortlist(ranking, availability, NOW, knows_topic=knows_topic)]


def test_the_last_place_goes_to_somebody_rested_who_knows_the_topic() -> None:
    busy = Availability(is_listed=True, last_invited_at=ago(5))
    availability = {ANA: busy, BEN: busy, CHI: busy, DAN: FREE, EVE: FREE}

    assert invited(ranked(ANA, BEN, CHI, DAN, EVE), availability, {EVE, CHI}) == [ANA, BEN, EVE]


def test_where_nobody_is_rested_the_next_best_is_invited() -> None:
    busy = Availability(is_listed=True, last_invited_at=ago(5))

    assert invited(ranked(ANA, BEN, CHI, DAN), dict.fromkeys([ANA, BEN, CHI, DAN], busy), {DAN}) == [ANA, BEN, CHI]


def test_after_four_weeks_somebody_is_rested() -> None:
    availability = {ANA: FREE, BEN: FREE, CHI: FREE, DAN: Availability(is_listed=True, last_invited_at=ago(28))}

    assert invited(ranked(ANA, BEN, CHI, DAN), availability, {DAN}) == [ANA, BEN, DAN]


@pytest.mark.parametrize(
    "state",
    [
        None,
        Availability(),
        Availability(is_listed=True, is_away=True),
        Availability(is_listed=True, invitations_this_week=3),
    ],
)
def test_who_did_not_agree_is_away_or_has_enough_is_left_in_peace(state: Availability | None) -> None:
    availability = {BEN: FREE} | ({ANA: state} if state else {})

    assert invited(ranked(ANA, BEN), availability, {ANA}) == [BEN]


def test_nobody_free_means_nobody_invited() -> None:
    assert invited(ranked(ANA, BEN), {}, {ANA, BEN}) == []
