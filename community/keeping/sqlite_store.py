"""An SQLite database as a file that can be kept."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from community.keeping.fingerprints import Fingerprints, fingerprints
from community.keeping.revisions import revision_of
from community.keeping.trouble import damaged
from community.kernel.errors import Refused
from community.kernel.i18n import _


class SqliteStore:
    """The file that `engine` opens."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def copy_to(self, path: Path) -> tuple[str, Fingerprints]:
        """Copy one moment of the file by SQLite's own online backup; writers do not wait for it."""
        with closing(self._engine.raw_connection()) as source, closing(sqlite3.connect(path)) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]  # sqlite3's own connection
        with opened(path) as connection:
            return revision_of(connection), fingerprints(connection)

    def bring_in(self, copy: Path, expected: Fingerprints) -> Fingerprints:
        """Look at the copy where it lies, and put it in place of the empty file when it is right."""
        found = look_into(copy)
        if found == expected:
            self._replace_by(copy)
        return found

    def _replace_by(self, copy: Path) -> None:
        if not self._engine.url.database:
            raise Refused(_("Only a database in a file can be restored."))
        place = Path(self._engine.url.database)
        self._engine.dispose()
        beside = place.with_name(f"{place.name}.part")
        shutil.copyfile(copy, beside)
        for end in ("-wal", "-shm"):
            place.with_name(place.name + end).unlink(missing_ok=True)
        beside.replace(place)


def look_into(copy: Path) -> Fingerprints:
    """What is in a copy.

    Raises:
        Refused: when SQLite finds it damaged.
    """
    try:
        with opened(copy) as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise damaged()
            return fingerprints(connection)
    except DatabaseError as error:
        raise damaged() from error


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """Read a file that is nobody's database now, and leave it as one file."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection
