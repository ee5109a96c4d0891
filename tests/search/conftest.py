"""An index of its own on each engine, without the rest of the site."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, create_engine, text

import community.kernel.db  # noqa: F401 (its connections begin their transactions as the site's do)
from community.entries import search_index

SCHEMA = f"search_{os.getpid()}"


def _sqlite() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def _postgresql() -> Iterator[Engine]:
    address = os.environ.get("COMMONPLACE_POSTGRES_URL")
    if not address:
        pytest.skip("COMMONPLACE_POSTGRES_URL names no PostgreSQL server")
    url = "postgresql+psycopg://" + address.partition("://")[2]
    engine = create_engine(url, connect_args={"options": f"-c search_path={SCHEMA}"})
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    yield engine
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each of the databases that the site runs on, with an empty index and a table of who may see what."""
    for engine in _sqlite() if request.param == "sqlite" else _postgresql():
        with engine.begin() as connection:
            search_index.create(connection)
            connection.execute(text("CREATE TABLE shown (entry_id INTEGER PRIMARY KEY, viewer TEXT NOT NULL)"))
        yield engine


@pytest.fixture
def connection(database: Engine) -> Iterator[Connection]:
    """A transaction that forgets what the test wrote."""
    with database.connect() as open_connection:
        yield open_connection
        open_connection.rollback()
