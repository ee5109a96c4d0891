"""What is told of groups goes through the gate: in bands, every four weeks, and never so that one person shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from community.accounts.models import Role
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.floor import Band, Floor
from community.needs.gate.cells import Stand, beside, told
from community.needs.gate.policy import Policy, first_day_of, period_of, policy_of
from community.needs.gate.release import Release, read
from community.needs.gate.serving import make_due
from community.needs.models import NeedSnapshot, NeedView
from tests.factories import a_member, a_team
from tests.needs.factories import people, stuck
from tests.needs.test_page import words_of

POLICY = Policy(Floor(5), group_floor=10, is_on=True)
few = st.sets(st.integers(1, 14), max_size=14).map(frozenset)
bands = st.sampled_from([None, Band(5, 9), Band(10, 19), Band(20, 49)])


@settings(deadline=None, max_examples=150)
@given(few, few, bands)
def test_nothing_is_told_of_fewer_than_the_floor_and_nothing_new_below_the_margin(
    now: frozenset[int], before: frozenset[int], last: Band | None
) -> None:
    band = told(Stand(now, before), last, POLICY)

    assert band is None or len(now) >= 5
    assert band is None or last is not None or len(now) >= 7
    assert band in {None, last, Floor(5).band(len(now))}


@settings(deadline=None, max_examples=150)
@given(few, st.integers(1, 20), bands)
def test_one_person_who_comes_changes_no_figure(before: frozenset[int], who: int, last: Band | None) -> None:
    now = before | {who}
    old = told(Stand(before, before), last, POLICY)
    if old is not None:
        assert told(Stand(now, before), old, POLICY) == old
    if old is None and last is None and len(before) < 7:
        assert told(Stand(now, before), None, POLICY) is None


@settings(deadline=None, max_examples=150)
@given(st.lists(few, min_size=1, max_size=5), few)
def test_what_is_left_out_can_not_be_had_by_subtraction(groups: list[frozenset[int]], others: frozenset[int]) -> None:
    by_key = dict(enumerate(groups))
    whole = others.union(*groups)
    shown = [key for key, who in by_key.items() if len(who) >= 5]

    kept = beside(whole, by_key, shown, Floor(5))
    rest = whole - frozenset().union(*(by_key[key] for key in kept))
    assert set(kept) <= set(shown)
    assert not kept or not 0 < len(rest) < 5


def test_periods_are_four_weeks_from_monday_to_monday() -> None:
    start = first_day_of(period_of(datetime(2026, 11, 23, 12, tzinfo=UTC)))

    assert start.weekday() == 0
    assert period_of(start - timedelta(seconds=1)) + 1 == period_of(start) == period_of(start + timedelta(days=27))


@pytest.fixture
def coach(app: Flask, as_member: Any) -> Any:
    """A coach's browser."""
    return as_member(a_member("Cora Coach", role=Role.COACH))


def test_what_was_released_stays_for_four_weeks_and_a_deletion_changes_the_next(app: Flask, coach: Any) -> None:
    asked = stuck(people(8), "handover")
    first = words_of(coach)
    for question in asked[:4]:
        question.entry.is_live = False
    commit()
    assert words_of(coach) == first
    assert "handover" in first

    later = first_day_of(period_of(asked[0].entry.published_at + timedelta(days=30)) + 1) + timedelta(hours=8)
    with time_machine.travel(later, tick=False):
        stuck(people(9), "parking", days_ago=8)
        commit()
        make_due(policy_of(app.config), later)
        make_due(policy_of(app.config), later)
        said = words_of(coach)
    assert ("handover" in said, "parking" in said) == (False, True)
    scopes = session().scalars(select(NeedSnapshot.scope)).all()
    assert scopes == ["organization"] * 2


def test_a_release_is_stored_without_people_and_comes_back_as_it_was(app: Flask, coach: Any) -> None:
    asked = stuck(people(8), "handover")
    words_of(coach)

    (stored,) = session().scalars(select(NeedSnapshot))
    assert read(stored.released).stored() == stored.released
    assert set(stored.released) == set(Release.__dataclass_fields__)
    assert stored.released["needs"][0]["people"] == [5, 9]
    assert not any(question.entry.author.name in str(stored.released) for question in asked)


def test_a_team_is_told_of_beside_the_others_when_it_is_large_enough(app: Flask, as_member: Any) -> None:
    large, small = a_team("Ward A"), a_team("Ward B")
    ward = [a_member(team=large) for _number in range(12)]
    night = [a_member(team=small) for _number in range(9)]
    stuck([*ward[:8], *night], "handover")
    manager = as_member(a_member("Mo Manager", role=Role.MANAGER, team=large))
    admin = as_member(a_member(role=Role.ADMINISTRATOR))
    coach = as_member(a_member("Cora Coach", role=Role.COACH))
    assert "Ward B" not in words_of(manager)
    assert "Ward B" in words_of(admin)
    assert "Ward B" not in words_of(coach)

    assert "5–9 people" in manager.get(f"/needs/groups/team:{large.id}").text
    assert manager.get(f"/needs/groups/team:{small.id}").status_code == 404
    assert coach.get(f"/needs/groups/team:{small.id}").status_code == 404
    told_of_night = admin.get(f"/needs/groups/team:{small.id}").text
    assert ("handover" in told_of_night, "Nothing to tell" in told_of_night) == (False, True)


def test_a_team_is_left_out_when_the_rest_would_be_too_few(app: Flask, as_member: Any) -> None:
    team = a_team("Ward A")
    stuck([a_member(team=team) for _number in range(12)] + people(2), "handover")
    admin = as_member(a_member(role=Role.ADMINISTRATOR))
    words_of(admin)

    assert "Nothing to tell" in admin.get(f"/needs/groups/team:{team.id}").text


def test_each_look_is_noted_for_the_administrator(app: Flask, as_member: Any) -> None:
    mo = a_member("Mo Manager", role=Role.MANAGER)
    mara = as_member(mo)
    words_of(mara)
    mara.get("/needs/data-sheet")

    assert [(view.viewer_id, view.scope) for view in session().scalars(select(NeedView))] == [(mo.id, "organization")]
    assert "Mo Manager" in as_member(a_member(role=Role.ADMINISTRATOR)).get("/needs/views").text
    assert mara.get("/needs/views").status_code == 403


def test_one_setting_turns_everything_off(app: Flask, coach: Any) -> None:
    app.config["NEEDS_SHOWN"] = False
    stuck(people(9), "handover")

    assert "turned the views of needs off" in words_of(coach)
    commit()
    make_due(policy_of(app.config), clock.now())
    assert session().scalars(select(NeedSnapshot)).all() == []
    assert "turned off" in coach.get("/needs/data-sheet.txt").text


def test_everybody_can_read_the_rules_in_force(app: Flask, as_member: Any) -> None:
    app.config["NEEDS_FLOOR"], app.config["NEEDS_GROUP_FLOOR"] = 8, 15
    client = as_member(a_member())

    text = client.get("/needs/data-sheet.txt").text
    assert "appears with 10 people behind it, and vanishes below 8" in text
    assert "fewer than 15 people" in text
    assert "vanishes below 8" in client.get("/needs/data-sheet").text
