"""What cannot be helped from here: the database is away, full, closed for writing or overrun.

Such a failure is no mistake of a room. Whoever asked is told in plain words, and the next request finds it healed as
soon as it is.
"""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum
from typing import Any, Final

from flask import g, has_request_context
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from community.kernel.i18n import _l

RETRY_AFTER: Final = 60
"""Seconds after which a program may ask again."""

FAILURES: Final = (DBAPIError, NoConnectionFree, OSError)
"""What an outage is known by; each may also be something else."""


class Outage(Enum):
    """A kind of outage: the status of the answer, what it is, and what to do."""

    FULL = (507, _l("There is no room left"), _l("The site cannot keep anything new until whoever runs it makes room."))
    READ_ONLY = (503, _l("Nothing can be written right now"), _l("You can read. Please write again in a few minutes."))
    AWAY = (503, _l("The site cannot reach what it keeps"), _l("Nothing is lost. Please try again in a minute."))
    BUSY = (503, _l("The site is very busy"), _l("Please try again in a minute."))

    def __init__(self, status: int, title: object, advice: object) -> None:
        self.status, self.title, self.advice = status, title, advice


_SQLITE: Final = {
    sqlite3.SQLITE_FULL: Outage.FULL,
    sqlite3.SQLITE_READONLY: Outage.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Outage.AWAY,
    sqlite3.SQLITE_IOERR: Outage.AWAY,
    sqlite3.SQLITE_BUSY: Outage.BUSY,
    sqlite3.SQLITE_LOCKED: Outage.BUSY,
}
# PostgreSQL's own codes (its manual, appendix A); the first two letters are a class.
_POSTGRESQL: Final = {
    "53100": Outage.FULL,
    "25006": Outage.READ_ONLY,
    "53300": Outage.BUSY,
    "55P03": Outage.BUSY,
    "57014": Outage.BUSY,
    "57P01": Outage.AWAY,
    "57P02": Outage.AWAY,
    "57P03": Outage.AWAY,
    "08": Outage.AWAY,
}
_SYSTEM: Final = {errno.ENOSPC: Outage.FULL, errno.EDQUOT: Outage.FULL, errno.EROFS: Outage.READ_ONLY}
_LAST_BYTE: Final = 0xFF
"""The rest of SQLite's codes tells more closely what happened."""


def outage_of(error: BaseException) -> Outage | None:
    """The outage that `error` tells of; None where it is something else."""
    if isinstance(error, NoConnectionFree):
        return Outage.BUSY
    if isinstance(error, DBAPIError):
        return _told_by(error)
    return _SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None


def begin_outage() -> None:
    """From here on this request asks the database for nothing, not even who is signed in."""
    g.is_outage = True


def is_outage() -> bool:
    """Whether the answer to this request has to do without the database."""
    return has_request_context() and bool(g.get("is_outage"))


def _told_by(error: DBAPIError) -> Outage | None:
    told: Any = error.orig
    if isinstance(told, sqlite3.Error):
        return _SQLITE.get(getattr(told, "sqlite_errorcode", 0) & _LAST_BYTE)
    code = getattr(told, "sqlstate", None)
    if code is None:
        # The way to the server broke, or there was none.
        return Outage.AWAY if error.connection_invalidated or type(told).__name__ == "OperationalError" else None
    return _POSTGRESQL.get(code) or _POSTGRESQL.get(code[:2])
