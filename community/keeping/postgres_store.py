"""A PostgreSQL database, kept by PostgreSQL's own programs."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from community.keeping.fingerprints import NOT_SUMMED, Fingerprint, Fingerprints, fingerprints, is_kept
from community.keeping.postgres_programs import newest_program, printed, program, run
from community.keeping.revisions import NONE, revision_of
from community.kernel.jobs import TABLES as WAKE_UP_CALLS

_COPY = re.compile(rb'COPY (?:[^. ]+\.)?"?(\w+)"? ')


class PostgresStore:
    """The database of `engine`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def copy_to(self, path: Path) -> tuple[str, Fingerprints]:
        """Dump one snapshot, the same that is looked at here; writers do not wait for it."""
        with self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            snapshot = connection.scalar(sa.select(sa.func.pg_export_snapshot()))
            # What pg_dump compresses it could not be compressed again, and the whole backup is.
            options = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges")
            left_out = f"--exclude-table={WAKE_UP_CALLS}*"
            command = [program("pg_dump", _version(connection)), *options, left_out]
            run([*command, f"--snapshot={snapshot}", f"--file={path}"], self._engine.url)
            return revision_of(connection), fingerprints(connection)

    def bring_in(self, copy: Path, expected: Fingerprints) -> Fingerprints:
        """Restore in one transaction of pg_restore, look, and go back to the beginning when it is not right."""
        with self._engine.connect() as connection:
            before = revision_of(connection)
            command = [program("pg_restore", _version(connection)), "--no-owner", "--no-privileges"]
        self._empty()
        try:
            run([*command, "--single-transaction", "--exit-on-error", str(copy)], self._engine.url)
            found = self._look()
        except BaseException:
            self._begin_again(before)
            raise
        if found != expected:
            self._begin_again(before)
        return found

    def _look(self) -> Fingerprints:
        with self._engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
            return fingerprints(connection)

    def _begin_again(self, revision: str) -> None:
        self._empty()
        if revision != NONE:
            flask_migrate.upgrade(revision=revision)

    def _empty(self) -> None:
        """Take the tables away, which hold nothing but what a migration puts there."""
        self._engine.dispose()
        with self._engine.begin() as connection:
            for name in sa.inspect(connection).get_table_names():
                if not name.startswith(WAKE_UP_CALLS):
                    quoted = connection.dialect.identifier_preparer.quote(name)
                    connection.exec_driver_sql(f"DROP TABLE {quoted} CASCADE")


def look_into(copy: Path) -> Fingerprints | None:
    """How many rows a dump has for each table, without their checksums; None where PostgreSQL's programs are missing.

    Raises:
        Refused: when the dump cannot be read.
    """
    reader = newest_program("pg_restore")
    if reader is None:
        return None
    rows: Counter[str] = Counter()
    table = ""
    with printed([reader, "--data-only", "--file=-", str(copy)]) as lines:
        for line in lines:
            if table and line == b"\\.\n":
                table = ""
            elif table:
                rows[table] += 1
            elif begun := _COPY.match(line):
                table = begun[1].decode()
                rows[table] = 0
    return {name: Fingerprint(count, NOT_SUMMED) for name, count in rows.items() if is_kept(name)}


def _version(connection: Connection) -> int:
    version = connection.dialect.server_version_info
    return int(version[0]) if version else 0
