"""The database: one session, honest moments, and one transaction for each act."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, Text, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC that is aware again when it comes back, also from SQLite, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is a mistake of ours."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (the signature is SQLAlchemy's)
        """Give a stored moment its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMING)


Key = Annotated[int, mapped_column(primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Line = Annotated[str, mapped_column(String(300))]
LongText = Annotated[str, mapped_column(Text)]

db = SQLAlchemy(metadata=Model.metadata, disable_autonaming=True)

READERS_WAIT: Final = "20s"
"""How long one statement of a reader may take on PostgreSQL before it is given up."""

_writing: ContextVar[bool] = ContextVar("writing", default=True)
_after_commit: list[Callable[[], None]] = []


def session() -> Session:
    """The session of the request or command that runs now."""
    return db.session()


def commit() -> None:
    """Make the act durable, then wake whoever waits for what was published."""
    db.session.commit()
    for wake in _after_commit:
        wake()


def after_commit(wake: Callable[[], None]) -> None:
    """Have `wake` called after each commit of an act."""
    if wake not in _after_commit:
        _after_commit.append(wake)


@contextmanager
def reading() -> Iterator[None]:
    """Within this block transactions start as readers, so that they never wait for a writer."""
    token = _writing.set(False)
    try:
        yield
    finally:
        _writing.reset(token)


def set_writing(wanted: bool) -> None:
    """Say whether the transactions of this request will write; by default they do."""
    _writing.set(wanted)


def _on_connect(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        _tune_sqlite(connection)
    else:
        # Compiling a statement takes longer than any page's statement runs.
        connection.execute("SET jit = off")
        connection.commit()


def _tune_sqlite(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "busy_timeout=10000",
        "temp_store=MEMORY",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        # Without IMMEDIATE two writers that both read first lose one update or answer "database is locked".
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
    elif not _writing.get():
        # Said to the driver, because it belongs to the transaction as BEGIN does, and is no statement of a page.
        words = f"SET LOCAL statement_timeout = '{READERS_WAIT}'"
        try:
            connection.connection.driver_connection.execute(words)
        except connection.dialect.dbapi.OperationalError as error:
            # The server went away since this connection was used last; nobody is given it again.
            connection.invalidate(error)
            raise OperationalError(words, None, error, connection_invalidated=True) from error


event.listen(Engine, "connect", _on_connect)
event.listen(Engine, "begin", _on_begin)
