"""Moving everything from one database to another, of the same kind or the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import flask_migrate
from sqlalchemy import Column, Connection, Table, bindparam, create_engine, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.pool import NullPool

from community.entries import search_index
from community.keeping.emptiness import FROM_THE_BEGINNING, need_empty_database
from community.keeping.fingerprints import ROWS_AT_ONCE, Fingerprints, fingerprints
from community.keeping.revisions import NONE, revision_of
from community.kernel.db import Model, reading, session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.migrations import newest_revision
from community.search.rebuilding import rebuild


class Moved(NamedTuple):
    """What there was in the one database, and what there is in the other."""

    there: Fingerprints
    here: Fingerprints


def move_from(source: URL, progress: Callable[[str], None]) -> Moved:
    """Copy every table of `source` into the site's empty database, in one transaction; whoever calls commits.

    The search index is made anew. `source` is only read, in one snapshot.

    Args:
        source: the other database.
        progress: told the name of each table before it is copied.

    Raises:
        Refused: when the site's database is filled, the other one is of another version, or holds what this
            one cannot.
    """
    with _opened(source) as there:
        _need_this_version(there)
        _make_ready()
        here = session().connection()
        _forget_the_beginning(here)
        for table in Model.metadata.sorted_tables:
            progress(table.name)
            with _named(table):
                _copy(table, there, here)
            _count_on(table, here)
        progress("entry_search")
        for _count in rebuild():
            pass
        search_index.settle(here)
        return Moved(fingerprints(there), fingerprints(here))


@contextmanager
def _opened(source: URL) -> Iterator[Connection]:
    if source.get_backend_name() == "sqlite":
        if not Path(source.database or "").is_file():
            raise Refused(_("There is no database at %(place)s.", place=source.database or ""))
        with create_engine(source, poolclass=NullPool).connect() as connection:
            with reading():
                connection.exec_driver_sql("SELECT 1")  # the transaction begins here, as a reader's
            yield connection
        return
    engine = create_engine(source, poolclass=NullPool, isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        yield connection


def _need_this_version(there: Connection) -> None:
    revision, newest = revision_of(there), newest_revision()
    if revision == NONE:
        raise Refused(_("There is no Commonplace in that database."))
    if revision != newest:
        raise Refused(
            _("That database stands at revision %(revision)s, this version needs %(newest)s. Upgrade it first: "
              "flask db upgrade, with DATABASE_URL naming it.", revision=revision, newest=newest)
        )  # fmt: skip


def _make_ready() -> None:
    """Refuse a filled database, and bring an empty one to this version."""
    need_empty_database(session().connection())
    session().rollback()
    flask_migrate.upgrade()
    session().rollback()


def _forget_the_beginning(here: Connection) -> None:
    for name in FROM_THE_BEGINNING:
        here.execute(Model.metadata.tables[name].delete())


@contextmanager
def _named(table: Table) -> Iterator[None]:
    try:
        yield
    except (DataError, IntegrityError) as error:
        reason = str(error.orig).partition("\n")[0]
        raise Refused(
            _("The table %(name)s holds what this database does not take: %(reason)s. Nothing was changed.",
              name=table.name, reason=reason)
        ) from error  # fmt: skip


def _copy(table: Table, there: Connection, here: Connection) -> None:
    """Copy the rows; what points at another row of the same table is set when all of them are there."""
    pointing = [column.name for column in table.columns if _points_at_its_own(column)]
    left_out = dict.fromkeys(pointing)
    pointers: list[dict[str, Any]] = []
    found = there.execute(select(table), execution_options={"yield_per": ROWS_AT_ONCE}).mappings()
    for some in found.partitions():
        rows = [dict(row) for row in some]
        here.execute(table.insert(), [row | left_out for row in rows])
        pointers += [_pointer(table, row, pointing) for row in rows if any(row[name] for name in pointing)]
    if pointers:
        is_it = [column == bindparam(f"its_{column.name}") for column in table.primary_key]
        here.execute(table.update().where(*is_it).values({name: bindparam(name) for name in pointing}), pointers)


def _points_at_its_own(column: Column[Any]) -> bool:
    return any(key.column.table is column.table for key in column.foreign_keys)


def _pointer(table: Table, row: Mapping[str, Any], pointing: Sequence[str]) -> dict[str, Any]:
    its = {f"its_{column.name}": row[column.name] for column in table.primary_key}
    return its | {name: row[name] for name in pointing}


def _count_on(table: Table, here: Connection) -> None:
    """Have the next row's id follow the last one's; SQLite does so by itself."""
    key = table.autoincrement_column
    if here.dialect.name == "postgresql" and key is not None:
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        last = func.max(key)
        here.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))
