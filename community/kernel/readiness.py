"""Whether this machine may be sent readers: its database answers, and has all that this program needs."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from community.kernel.db import session
from community.kernel.migrations import known_revisions, newest_revision

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
    is_behind = found <= known_revisions() - {newest_revision()}
    return ["The database waits for its migrations."] if is_behind else []
