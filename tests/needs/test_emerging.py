"""A rise is named when it is clearer than chance, whoever is loud, and usually nothing is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from community.needs.emerging import EARLY, Shown, discoveries, rises, tail

UNTIL = datetime(2026, 11, 23, tzinfo=UTC)
WEEK = timedelta(weeks=1)


def noise(seed: int = 1) -> list[Shown]:
    """Forty topics that people ask on as often as ever."""
    chance = Random(seed)
    return [
        Shown(chance.randint(1, 40), chance.randint(1, 200), UNTIL - chance.random() * 32 * WEEK) for _ in range(800)
    ]


def test_a_new_topic_of_eight_people_is_named_and_nothing_else() -> None:
    new = [Shown(99, person, UNTIL - WEEK) for person in range(8)]

    (rise,) = rises([*noise(), *new], UNTIL)
    assert (rise.topic_id, rise.recent, rise.before) == (99, 8, 0)


def test_one_loud_person_and_a_steady_topic_are_no_rise() -> None:
    loud = [Shown(99, 1, UNTIL - timedelta(days=day)) for day in range(50)]
    steady = [Shown(98, person, UNTIL - person * WEEK) for person in range(32)]

    assert rises([*noise(), *loud, *steady], UNTIL) == []


def test_shuffled_signs_are_hardly_ever_a_rise() -> None:
    assert sum(bool(rises(noise(seed), UNTIL)) for seed in range(30)) <= 4


def test_an_early_sign_needs_only_the_last_weeks() -> None:
    new = [Shown(99, person, UNTIL - WEEK) for person in range(9)]

    assert [rise.topic_id for rise in rises([*noise(), *new], UNTIL, EARLY)] == [99]


def test_nothing_shown_is_nothing_risen() -> None:
    assert rises([], UNTIL) == []


def test_the_tail_is_the_exact_binomial_one() -> None:
    assert tail(5, 5, 0.25) == pytest.approx(0.25**5)
    assert tail(1, 2, 0.5) == pytest.approx(0.75)
    assert tail(0, 9, 0.3) == 1


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    assert set(discoveries({1: 0.01, 2: 0.04, 3: 0.06, 4: 0.5}, 0.1)) == {1, 2, 3}
