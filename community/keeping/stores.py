"""How a whole database is copied out while people write, and brought into an empty place: by engine."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from community.keeping.fingerprints import Fingerprints
from community.keeping.postgres_store import PostgresStore
from community.keeping.sqlite_store import SqliteStore


class Store(Protocol):
    """A database that can be kept."""

    def copy_to(self, path: Path) -> tuple[str, Fingerprints]:
        """Write one moment of the database to `path`, while others go on writing.

        Returns:
            The migration that it stands at, and what is in it.
        """

    def bring_in(self, copy: Path, expected: Fingerprints) -> Fingerprints:
        """Put what `copy_to` wrote into this empty database, unless something else comes in than is expected.

        Returns:
            What came in. Where it is not what was expected, the database is empty again.
        """


def store_of(engine: Engine) -> Store:
    """How the database of `engine` is kept."""
    return SqliteStore(engine) if engine.dialect.name == "sqlite" else PostgresStore(engine)
