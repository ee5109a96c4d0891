"""What is in each table, as a number of rows and a checksum that are the same on every engine.

A row's mark is a hash of its values as canonical JSON, keyed by column; a table's is the sum of its rows' marks,
so that no order of rows matters. The tables are read as the database describes them, not as the models do:
a backup of an older version is checked before it is brought to this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, MetaData, Table, inspect, select

from community.entries.search_index import owns_table
from community.kernel.jobs import TABLES as WAKE_UP_CALLS

MIGRATION = "alembic_version"
ROWS_AT_ONCE = 2000
_MODULUS = 1 << 64


class Fingerprint(NamedTuple):
    """What a table holds: its rows, and the sum of their marks as 16 hexadecimal digits."""

    rows: int
    checksum: str


NOT_SUMMED = ""
"""The checksum of a table whose rows were only counted."""

Fingerprints = dict[str, Fingerprint]
"""By the name of the table."""


def fingerprints(connection: Connection) -> Fingerprints:
    """Read every table of `connection`'s database, as its transaction sees it.

    Left out are the search index, which is made anew from the entries, the number of the migration, and
    the calls that wake background work.
    """
    return {table.name: fingerprint(connection, table) for table in tables(connection)}


def tables(connection: Connection) -> Sequence[Table]:
    """The tables that fingerprints are taken of, as the database describes them, by name."""
    found = MetaData()
    names = [name for name in inspect(connection).get_table_names() if is_kept(name)]
    found.reflect(connection, only=names, resolve_fks=False)
    return [found.tables[name] for name in sorted(names)]


def fingerprint(connection: Connection, table: Table) -> Fingerprint:
    """What `table` holds now."""
    names = [column.name for column in table.columns]
    rows = connection.execute(select(table), execution_options={"yield_per": ROWS_AT_ONCE})
    count = total = 0
    for row in rows:
        count += 1
        total += _mark(names, row)
    return Fingerprint(count, f"{total % _MODULUS:016x}")


def is_kept(name: str) -> bool:
    """Whether a table of this name has a fingerprint."""
    return name != MIGRATION and not owns_table(name) and not name.startswith(WAKE_UP_CALLS)


def _mark(names: Sequence[str], row: Iterable[Any]) -> int:
    values = dict(zip(names, row, strict=True))
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), default=_written)
    return int.from_bytes(blake2b(canonical.encode(), digest_size=8).digest())


def _written(value: object) -> str:
    match value:
        case datetime():
            moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            return moment.isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
    raise TypeError(f"A column of {type(value).__name__} has no canonical form yet.")
