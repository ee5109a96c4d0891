"""At which migration a database stands, and which of them this version knows."""

from __future__ import annotations

from collections.abc import Set

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, inspect, select, table

from community.keeping.fingerprints import MIGRATION
from community.paths import MIGRATIONS

NONE = ""


def revision_of(connection: Connection) -> str:
    """The migration that the database stands at; `NONE` for one that was never migrated."""
    if not inspect(connection).has_table(MIGRATION):
        return NONE
    return connection.scalar(select(column("version_num")).select_from(table(MIGRATION))) or NONE


def known_revisions() -> Set[str]:
    """Every migration that this version has."""
    return {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def newest_revision() -> str:
    """The migration that this version works with."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or NONE
