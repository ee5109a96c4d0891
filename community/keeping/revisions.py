"""At which migration a database stands."""

from __future__ import annotations

from sqlalchemy import Connection, column, inspect, select, table

from community.keeping.fingerprints import MIGRATION

NONE = ""


def revision_of(connection: Connection) -> str:
    """The migration that the database stands at; `NONE` for one that was never migrated."""
    if not inspect(connection).has_table(MIGRATION):
        return NONE
    return connection.scalar(select(column("version_num")).select_from(table(MIGRATION))) or NONE
