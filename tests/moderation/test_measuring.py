"""What Prometheus is told, and whom nothing is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.duty_runs import note_failure
from tests.factories import a_member, a_question

TOKEN = {"Authorization": "Bearer a token for tests only"}


def told(visitor: FlaskClient) -> dict[str, float]:
    """Each figure that is told, by its name with its labels."""
    answer = visitor.get("/metrics", headers=TOKEN)
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _blank, value in lines}


def test_answers_are_counted_by_route_with_their_time_and_statements(visitor: FlaskClient) -> None:
    before = told(visitor)
    for _time in range(3):
        visitor.get("/readyz?name=Ana")
    after = told(visitor)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown('commonplace_answers_total{method="GET",route="/readyz",status="2xx"}') == 3
    assert grown('commonplace_answer_seconds_count{route="/readyz"}') == 3
    assert grown('commonplace_statements_total{route="/readyz"}') == 3


def test_no_label_holds_an_address_a_title_or_a_person(as_member: Any, visitor: FlaskClient) -> None:
    ana = a_member("Ana Zeppelin")
    question = a_question("Where is the zeppelin?", author=ana)
    for path in (question.entry.path, f"/members/{ana.username}", "/tags/zeppelin", "/zeppelin/nowhere"):
        as_member(ana).get(path)

    said = visitor.get("/metrics", headers=TOKEN).text.lower()
    assert "zeppelin" not in said
    assert ana.username not in said
    assert 'route="(none)"' in said


def test_made_up_methods_are_counted_as_one(visitor: FlaskClient) -> None:
    for number in range(3):
        visitor.open("/readyz", method=f"ZEPPELIN{number}")
    said = visitor.get("/metrics", headers=TOKEN).text
    assert "ZEPPELIN" not in said
    assert 'method="other"' in said


def test_what_failed_in_the_background_is_a_figure_without_its_reason(app: Flask, visitor: FlaskClient) -> None:
    note_failure("send mail", clock.now(), RuntimeError("zeppelin@example.org refused"))
    assert told(visitor)['commonplace_duty_failures{duty="send mail"}'] == 1
    assert "zeppelin" not in visitor.get("/metrics", headers=TOKEN).text


def test_without_a_database_that_alone_is_told(visitor: FlaskClient) -> None:
    session().execute(text("ALTER TABLE duty_run RENAME TO put_away"))
    commit()
    try:
        figures = told(visitor)
        assert figures["commonplace_database_up"] == 0
        assert not any("duty" in name for name in figures)
    finally:
        session().execute(text("ALTER TABLE put_away RENAME TO duty_run"))
        commit()
    assert told(visitor)["commonplace_database_up"] == 1


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", "Basic a token for tests only", "Bearer Grüße"])
def test_who_does_not_know_the_token_is_told_nothing(visitor: FlaskClient, sent: str) -> None:
    answer = visitor.get("/metrics", headers={"Authorization": sent.encode().decode("latin-1")} if sent else {})
    assert answer.status_code == 401
    assert "METRICS_TOKEN" in answer.text
    assert not re.search(r"commonplace_", answer.text)


def test_where_no_token_is_set_there_is_no_such_page(app: Flask, visitor: FlaskClient) -> None:
    app.config["METRICS_TOKEN"] = ""
    assert visitor.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
