"""What people are told while the database is away, full or closed for writing, and that it heals by itself."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event, text
from structlog.testing import capture_logs

from community.accounts.models import Member
from community.factory import create_app
from community.kernel.db import commit, db, session
from community.reflections.models import Reflection
from tests.factories import a_member

TEXT = "It worked on the night shift, and here is what I would do differently."
WRITTEN = {
    "title": "What I tried",
    "source": TEXT,
    "frame": "free",
    "feedback": "open",
    "audience": "organization",
    "publish": "y",
}
FULL = """
CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER no_room BEFORE INSERT ON reflection EXECUTE FUNCTION no_room();
"""


@contextmanager
def every_transaction(does: str) -> Iterator[None]:
    """Each transaction begins with a statement; it holds for its connection, which is closed afterwards."""

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(does)

    db.session.remove()
    event.listen(db.engine, "begin", begin)
    try:
        yield
    finally:
        event.remove(db.engine, "begin", begin)
        db.session.remove()
        db.engine.dispose()


@contextmanager
def read_only(app: Flask) -> Iterator[None]:
    """Nothing can be written."""
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
    with every_transaction("PRAGMA query_only=ON" if is_sqlite else "SET TRANSACTION READ ONLY"):
        yield


@contextmanager
def full(app: Flask) -> Iterator[None]:
    """There is no room for anything more."""
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
    if is_sqlite:
        with every_transaction("PRAGMA max_page_count=1"):
            yield
        return
    session().execute(text(FULL))
    commit()
    try:
        yield
    finally:
        session().execute(text("DROP TRIGGER no_room ON reflection; DROP FUNCTION no_room()"))
        commit()


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who writes."""
    return a_member("Ana")


@pytest.mark.parametrize(
    ("trouble", "status", "said"),
    [(read_only, 503, "Nothing can be written right now"), (full, 507, "There is no room left")],
)
def test_what_was_written_is_kept_on_the_page_and_can_be_sent_when_it_has_healed(
    app: Flask, as_member: Any, ana: Member, trouble: Any, status: int, said: str
) -> None:
    client, much = as_member(ana), TEXT * 400
    with trouble(app), capture_logs() as lines:
        answer = client.post("/reflections/new", data={**WRITTEN, "source": much})
    assert answer.status_code == status
    assert answer.headers["Retry-After"] == "60"
    assert said in answer.text
    assert "Traceback" not in answer.text
    assert 'action="/reflections/new"' in answer.text
    assert f">{much}</textarea>" in answer.text
    assert [line["kind"] for line in lines if line["event"] == "outage"]
    assert not any(TEXT in str(line) for line in lines)
    assert session().query(Reflection).count() == 0

    assert client.post("/reflections/new", data={**WRITTEN, "source": much}).status_code == 303
    assert session().query(Reflection).count() == 1


def test_what_can_only_be_read_is_read(app: Flask, as_member: Any, ana: Member) -> None:
    client = as_member(ana)
    with read_only(app):
        assert client.get("/").status_code == 200


def test_a_server_that_was_started_anew_is_found_again(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/").status_code == 200
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        return  # there is no server that could go away
    url = str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert visitor.get("/").status_code == 503
    db.session.remove()
    assert visitor.get("/").status_code == 200


@pytest.fixture(params=["sqlite:///{folder}", "postgresql://nobody@127.0.0.1:1/none"])
def away(request: pytest.FixtureRequest, tmp_path: Path) -> FlaskClient:
    """A signed-in browser of a site whose database cannot be reached."""
    site = create_app(
        {"DATABASE_URL": request.param.format(folder=tmp_path), "SECRET_KEY": "a key for tests only",
         "JOBS": "immediate", "JOBS_FILE": str(tmp_path / "jobs.db"), "TESTING": True, "RATE_LIMITS": False,
         "WTF_CSRF_ENABLED": False}
    )  # fmt: skip
    client = site.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = "1.0", True
    return client


@pytest.mark.parametrize("path", ["/", "/questions", "/search?q=rota", "/feeds/stream.atom", "/reflections/new"])
def test_a_site_without_its_database_says_so_on_every_page(away: FlaskClient, path: str) -> None:
    answer = away.get(path)
    assert answer.status_code == 503
    assert "The site cannot reach what it keeps" in answer.text
    assert "Nothing is lost" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    german = away.get(path, headers={"Accept-Language": "de"}).text
    assert "The site cannot reach" not in german


def test_what_was_sent_then_stays_and_passwords_do_not(away: FlaskClient) -> None:
    assert TEXT in away.post("/reflections/new", data=WRITTEN).text
    page = away.post("/sign-in", data={"identifier": "ana-of-the-night-shift", "password": "a long password"})
    assert page.status_code == 503
    assert "a long password" not in page.text
    assert "<textarea" not in page.text


def test_programs_are_told_in_their_own_form(away: FlaskClient) -> None:
    answer = away.get("/search/suggest?q=rota", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.json == {
        "error": "The site cannot reach what it keeps. Nothing is lost. Please try again in a minute."
    }


def test_what_a_room_does_wrong_is_no_outage(app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    app.config["RAISE_FAILURES"] = False

    def fail() -> str:
        session().execute(text("SELECT nothing_of_that_name"))
        return ""

    monkeypatch.setitem(app.view_functions, "home.index", fail)
    assert visitor.get("/").status_code == 500

    def find_nothing() -> str:
        raise FileNotFoundError(errno.ENOENT, "No such file")

    monkeypatch.setitem(app.view_functions, "home.index", find_nothing)
    assert visitor.get("/").status_code == 500

    def find_no_room() -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(app.view_functions, "home.index", find_no_room)
    assert visitor.get("/").status_code == 507
