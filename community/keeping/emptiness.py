"""Whether there is room for what comes in: a place where nobody has put anything yet."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, select

from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.keeping.fingerprints import tables
from community.kernel.errors import Refused
from community.kernel.i18n import _

FROM_THE_BEGINNING = {"audience": len({PUBLIC_ID, ORGANIZATION_ID})}
"""The rows that a migration puts into a new database."""

NOTES = {"duty_run"}
"""What background work writes down as soon as it runs, wherever it runs."""


def need_empty_database(connection: Connection) -> None:
    """Refuse a database that holds more than a migration puts there.

    Raises:
        Refused: with the table that is filled.
    """
    for table in tables(connection):
        if table.name in NOTES:
            continue
        count = connection.scalar(select(func.count()).select_from(table)) or 0
        if count > FROM_THE_BEGINNING.get(table.name, 0):
            raise Refused(
                _("This database is not empty: the table %(name)s has %(count)d rows. Nothing was changed.",
                  name=table.name, count=count)
            )  # fmt: skip


def need_empty_folder(folder: Path) -> None:
    """Refuse a folder with files in it.

    Raises:
        Refused: when there are any.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(_("The folder %(folder)s is not empty. Nothing was changed.", folder=folder))
