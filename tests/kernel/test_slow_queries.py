"""A statement that takes long is told of, without what somebody wrote."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from community.kernel.db import session

AT_ONCE = 0.000_001
"""Milliseconds from which every statement is a slow one."""


def told(app: Flask, milliseconds: float) -> list[Any]:
    """What is logged of a statement with somebody's word in it."""
    app.config["SLOW_QUERY_MS"] = milliseconds
    with capture_logs() as lines:
        session().execute(text("SELECT CAST(:word AS varchar)"), {"word": "zeppelin"})
    return [line for line in lines if "SELECT CAST" in str(line.get("statement"))]


def test_a_slow_statement_is_a_warning_without_the_values_in_it(app: Flask) -> None:
    (line,) = told(app, AT_ONCE)
    assert (line["event"], line["log_level"]) == ("slow query", "warning")
    assert line["milliseconds"] >= 0
    assert "zeppelin" not in str(line)


@pytest.mark.parametrize("milliseconds", [0, 60_000])
def test_quick_ones_are_not_told_of_and_neither_is_any_where_it_is_turned_off(app: Flask, milliseconds: float) -> None:
    assert told(app, milliseconds) == []


def test_one_that_failed_is_told_of_as_well(app: Flask) -> None:
    app.config["SLOW_QUERY_MS"] = AT_ONCE
    with capture_logs() as lines, pytest.raises(DBAPIError):
        session().execute(text("SELECT nothing_of_that_name FROM member"))
    assert any("nothing_of_that_name" in str(line.get("statement")) for line in lines)
