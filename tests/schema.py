"""An empty database for each test: made once, then brought back to its beginning."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import psycopg
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from community.kernel.db import Model, db

KEPT = ("alembic_version", "audience")


class Engine(Protocol):
    """A database that can be brought back to its beginning."""

    url: str

    def prepare(self, app: Flask) -> None:
        """Make the schema, once."""

    def reset(self, app: Flask) -> None:
        """Forget everything that a test wrote."""

    def keep(self, app: Flask) -> None:
        """Remember what is there now."""

    def bring_back(self, app: Flask) -> None:
        """Put there again what was kept last."""


class Sqlite:
    """A file, copied from an empty one before each test."""

    def __init__(self, folder: Path) -> None:
        self._live = folder / "live.db"
        self._empty, self._kept = folder / "empty.db", folder / "kept.db"
        self.url = f"sqlite:///{self._live}"

    def prepare(self, app: Flask) -> None:
        """Migrate the file and keep a copy of it."""
        _migrate(app)
        self._copy_to(self._empty, app)

    def reset(self, app: Flask) -> None:
        """Put the empty file in place of the used one, which whoever still holds it may keep."""
        self._replace_by(self._empty, app)

    def keep(self, app: Flask) -> None:
        """Copy the file."""
        self._copy_to(self._kept, app)

    def bring_back(self, app: Flask) -> None:
        """Put the copy in place of the used file."""
        self._replace_by(self._kept, app)

    def _copy_to(self, copy: Path, app: Flask) -> None:
        with app.app_context():
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        self._close(app)
        shutil.copy(self._live, copy)

    def _replace_by(self, copy: Path, app: Flask) -> None:
        self._close(app)
        for suffix in ("", "-wal", "-shm"):
            self._live.with_name(self._live.name + suffix).unlink(missing_ok=True)
        shutil.copy(copy, self._live)

    def _close(self, app: Flask) -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


class Postgresql:
    """A database of this test process on a server that runs, emptied after each test."""

    def __init__(self, server_url: str, name: str) -> None:
        server_url = server_url.replace("postgresql+psycopg://", "postgresql://")
        address, _slash, rest = server_url.rpartition("/")
        query = rest.partition("?")[2]
        self._server_url = server_url
        self._name, self._kept = name, f"{name}_kept"
        self.url = f"{address}/{name}" + (f"?{query}" if query else "")

    def prepare(self, app: Flask) -> None:
        """Make the database anew and migrate it."""
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{self._name}"')
        _migrate(app)
        with app.app_context():
            self._tables = [n for n in sa.inspect(db.engine).get_table_names() if n not in KEPT]

    def reset(self, app: Flask) -> None:
        """Empty every table that a test may have filled; many small DELETEs are quicker than TRUNCATE."""
        with app.app_context():
            db.session.remove()
            with db.engine.begin() as connection:
                emptied = [str(sa.delete(sa.table(name))) for name in self._tables]
                statements = [
                    "SET LOCAL session_replication_role = replica",
                    *emptied,
                    "DELETE FROM audience WHERE id > 2",
                ]
                connection.exec_driver_sql("; ".join(statements))

    def keep(self, app: Flask) -> None:
        """Make a second database like the one that is used."""
        self._make(self._kept, self._name, app)

    def bring_back(self, app: Flask) -> None:
        """Make the used database like the second one."""
        self._make(self._name, self._kept, app)

    def _make(self, name: str, like: str, app: Flask) -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        with psycopg.connect(self._server_url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def _migrate(app: Flask) -> None:
    with app.app_context():
        upgrade()
        assert set(Model.metadata.tables) <= set(sa.inspect(db.engine).get_table_names())
