"""Whether this machine may be sent readers: its database answers, and has all that this program needs."""

from __future__ import annotations

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from community import paths
from community.kernel.db import session

CURRENT = text("SELECT version_num FROM alembic_version")


def what_is_missing() -> list[str]:
    """What keeps this machine from serving, in words for an operator; nothing when it may serve.

    A schema that is newer than the program is no reason: while machines are brought up to date one after the other, the
    older ones go on serving.
    """
    try:
        found = set(session().execute(CURRENT).scalars())
    except SQLAlchemyError:
        session().rollback()
        return ["The database cannot be read."]
    is_behind = not found or found <= _older_revisions()
    return ["The database waits for its migrations."] if is_behind else []


@cache
def _older_revisions() -> frozenset[str]:
    script = ScriptDirectory(str(paths.MIGRATIONS))
    known = {revision.revision for revision in script.walk_revisions()}
    return frozenset(known - set(script.get_heads()))
