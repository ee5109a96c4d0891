"""What balancers and supervisors are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from community.kernel.db import commit, session
from tests.counting import statements


@pytest.fixture
def move_to(app: Flask) -> Iterator[Callable[[str], None]]:
    """Lets the database say that it is at another revision, until the test is over."""

    def write(revision: str) -> None:
        session().execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        commit()

    true = session().execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    yield write
    write(true)


def test_a_program_that_runs_says_so_without_asking_the_database(visitor: FlaskClient) -> None:
    with statements() as asked:
        answer = visitor.get("/healthz")
    assert answer.status_code == 200
    assert asked == []


def test_a_machine_with_its_database_may_be_sent_readers(visitor: FlaskClient) -> None:
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (200, {"missing": []})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_database_that_waits_for_migrations_is_not_served(
    visitor: FlaskClient, move_to: Callable[[str], None]
) -> None:
    move_to("0003")
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (503, {"missing": ["The database waits for its migrations."]})
    assert visitor.get("/healthz").status_code == 200


def test_an_older_program_serves_on_while_others_are_brought_up_to_date(
    visitor: FlaskClient, move_to: Callable[[str], None]
) -> None:
    move_to("9999")
    assert visitor.get("/readyz").status_code == 200


def test_a_database_that_cannot_be_read_is_named_and_nothing_of_it_told(visitor: FlaskClient) -> None:
    session().execute(text("ALTER TABLE alembic_version RENAME TO put_away"))
    commit()
    try:
        answer = visitor.get("/readyz")
        assert (answer.status_code, answer.get_json()) == (503, {"missing": ["The database cannot be read."]})
        assert visitor.get("/healthz").status_code == 200
    finally:
        session().execute(text("ALTER TABLE put_away RENAME TO alembic_version"))
        commit()
