"""The needs as a table to take along say what the page says, and nothing more."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Role
from community.kernel.db import session
from community.needs.models import NeedView
from tests.factories import a_member, a_team
from tests.needs.factories import blocked, people, stuck
from tests.programs.factories import a_cohort, a_program, a_reminder

PATH = "/needs/needs.csv"


@pytest.fixture
def cora(app: Flask, as_member: Any) -> Any:
    """A coach."""
    return as_member(a_member("Cora Coach", role=Role.COACH))


def rows_of(client: Any, path: str = PATH) -> list[list[str]]:
    """The table, row by row."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(StringIO(answer.text)))


def test_a_need_stands_under_the_rules_in_force(cora: Any) -> None:
    stuck(people(7), "handover")
    rows = rows_of(cora)
    rule = rows.index(["Something appears with 7 people behind it, and vanishes below 5."])
    (need,) = [row for row in rows if row[:1] == ["handover"]]
    assert rule < rows.index(need)
    assert need[1] == "5–9"
    assert need[5:] == ["5–9", "", "", "", ""]


def test_too_few_people_look_like_nobody(cora: Any) -> None:
    before = rows_of(cora)
    stuck(people(4), "handover")
    assert rows_of(cora) == before


def test_what_keeps_learners_from_applying_it_is_split(cora: Any) -> None:
    program = a_program(title="=Moving")
    blocked(people(7), a_cohort(program), a_reminder(program), "no_chance")
    (row,) = [row for row in rows_of(cora) if row[:1] == ["'=Moving"]]
    assert row == ["'=Moving", "5–9", "", "5–9", ""]


def test_nobody_is_named(cora: Any) -> None:
    asked = stuck(people(7), "handover")
    text = cora.get(PATH).text
    assert all(question.entry.author.name not in text and question.entry.title not in text for question in asked)


def test_taking_it_along_is_a_look_that_is_noted(cora: Any) -> None:
    rows_of(cora)
    assert [view.scope for view in session().query(NeedView)] == ["organization"]


def test_members_get_none_and_managers_only_their_own_team(app: Flask, as_member: Any) -> None:
    mine, other = a_team("North"), a_team("South")
    manager = as_member(a_member(role=Role.MANAGER, team=mine))
    assert as_member(a_member()).get(PATH).status_code == 403
    assert manager.get(f"/needs/groups/team:{other.id}/needs.csv").status_code == 404
    assert rows_of(manager, f"/needs/groups/team:{mine.id}/needs.csv")


def test_where_needs_are_turned_off_the_rules_alone_are_there(app: Flask, cora: Any) -> None:
    stuck(people(7), "handover")
    app.config["NEEDS_SHOWN"] = False
    rows = rows_of(cora)
    assert ["The views of needs are turned off."] in rows
    assert ["Where people keep getting stuck"] not in rows
