"""Whatever people do, the page shows a topic or a program exactly when enough of them are behind it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any, NamedTuple

import pytest
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from community.accounts.models import Role
from community.audiences.service import only
from community.entries.models import Entry
from community.kernel.db import commit, session
from community.needs.models import NeedSnapshot
from community.programs.models import CheckIn
from tests.factories import a_member
from tests.needs.factories import blocked, people, stuck
from tests.needs.test_page import words_of
from tests.programs.factories import a_cohort, a_program, a_reminder

TO_APPEAR = 7
TO_STAND_APART = 5
"""How many of those behind something that is told it takes to tell a part of it."""
TOPICS = ("alpha", "beta", "gamma")
_examples = itertools.count(1)


class Act(NamedTuple):
    """Somebody gets stuck on a topic, openly or not, lately or not."""

    topic: int
    person: int
    is_open: bool
    days_ago: int


acts = st.lists(
    st.builds(
        Act,
        st.integers(0, len(TOPICS) - 1),
        st.integers(0, 8),
        st.sampled_from([True, True, True, False]),
        st.sampled_from([30, 30, 200, 3, 500]),
    ),
    max_size=40,
)
barriers = st.lists(st.tuples(st.integers(0, 8), st.sampled_from(["could_not", "no_chance", "forgot"])), max_size=12)


@pytest.fixture
def coach(app: Flask, as_member: Any) -> Any:
    """A coach's browser."""
    return as_member(a_member("Cora Coach", role=Role.COACH))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_a_topic_is_named_exactly_when_seven_people_are_behind_it(app: Flask, coach: Any, done: list[Act]) -> None:
    session().execute(delete(NeedSnapshot))
    session().execute(update(Entry).values(is_live=False))
    tags = [f"{topic}{next(_examples)}" for topic in TOPICS]
    who = people(9)
    for act in set(done):
        member = who[act.person]
        audience = None if act.is_open else only(member)
        stuck([member], tags[act.topic], days_ago=act.days_ago, audience=audience)

    behind: defaultdict[str, set[int]] = defaultdict(set)
    for act in done:
        if act.is_open and act.days_ago in {30, 200}:
            behind[tags[act.topic]].add(act.person)

    said = words_of(coach)
    assert {tag for tag in tags if tag in said} == {tag for tag in tags if len(behind[tag]) >= TO_APPEAR}
    assert not any(member.name in said for member in who)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(barriers)
@example([(person, "could_not" if person in {0, 4} else "no_chance") for person in range(7)])
def test_a_program_is_named_exactly_when_seven_learners_were_kept(
    app: Flask, coach: Any, answers: list[tuple[int, str]]
) -> None:
    session().execute(delete(NeedSnapshot))
    session().execute(delete(CheckIn))
    who = people(9)
    program = a_program(title=f"Program{next(_examples)}", skills=[f"skill{next(_examples)}"])
    cohort, reminder = a_cohort(program), a_reminder(program)
    for person, barrier in dict(answers).items():
        blocked([who[person]], cohort, reminder, barrier)
    commit()

    split: defaultdict[str, set[int]] = defaultdict(set)
    for person, barrier in dict(answers).items():
        split[barrier].add(person)
    said = words_of(coach)
    is_named = len(dict(answers)) >= TO_APPEAR
    assert (f"{program.title} 5–9 learners" in said) == is_named
    assert ("Had no chance:" in said) == (is_named and len(split["no_chance"]) >= TO_STAND_APART)
    assert ("Forgot:" in said) == (is_named and len(split["forgot"]) >= TO_STAND_APART)
    assert (program.skills[0] in said) == (is_named and len(split["could_not"]) >= TO_STAND_APART)
