"""`flask backup` and `flask move`: keep what the site holds, and take it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from community.keeping.backing_up import back_up, file_in
from community.keeping.comparing import is_same, table_of
from community.keeping.fingerprints import Fingerprints
from community.keeping.manifest import Manifest
from community.keeping.moving import move_from
from community.keeping.restoring import look_at
from community.keeping.restoring import restore as restore_backup
from community.kernel.database_url import with_driver
from community.kernel.db import commit, db, session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.migrations import newest_revision

backup = AppGroup("backup", help="Keep what the site holds, and bring it back.")
move = AppGroup("move", help="Take everything to another database.")

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
KEY_FILE = click.option("--key-file", type=EXISTING, help="The file with the key; otherwise BACKUP_KEY is the key.")


@backup.command("create")
@click.argument("place", metavar="FILE", type=click.Path(path_type=Path))
@KEY_FILE
def create(place: Path, key_file: Path | None) -> None:
    """Write everything into FILE while the site runs; for a folder, into a file named by the moment."""
    file = file_in(place)
    with _sentences():
        made = back_up(file, _key(key_file), engine=db.engine, uploads=_uploads())
    rows = sum(table.rows for table in made.tables.values())
    size = -(-file.stat().st_size // 1000)
    click.echo(_("%(file)s: %(rows)d rows, %(files)d pictures, %(size)d kB.",
                 file=file, rows=rows, files=_pictures(made), size=size))  # fmt: skip


@backup.command("verify")
@click.argument("file", type=EXISTING)
@KEY_FILE
def verify(file: Path, key_file: Path | None) -> None:
    """Read all of FILE, compare it with what it says of itself, and change nothing."""
    with _sentences():
        manifest, found = look_at(file, _key(key_file))
    if found is not None:
        _compare(manifest.tables, found, _("What is in this backup is not what was written."))
    click.echo(_("The backup is whole: %(files)d pictures, and the database of %(moment)s.", **_facts(manifest)))
    if found is None:
        click.echo(_("Its rows were not counted, as PostgreSQL's programs are not on this machine."))


@backup.command("restore")
@click.argument("file", type=EXISTING)
@KEY_FILE
def restore(file: Path, key_file: Path | None) -> None:
    """Bring everything in FILE into an empty database and an empty folder of pictures."""
    session().close()  # which would keep the tables from being replaced
    with _sentences():
        manifest, found = restore_backup(file, _key(key_file), engine=db.engine, uploads=_uploads())
    _compare(manifest.tables, found or {}, _("What came in is not what the backup says. Nothing was changed."))
    click.echo(_("Everything is back: %(files)d pictures, and the database of %(moment)s.", **_facts(manifest)))
    if manifest.revision != newest_revision():
        click.echo(_("It was made by an older version. Go on with: flask db upgrade"))


@move.command("from")
@click.argument("address", metavar="URL")
def from_(address: str) -> None:
    """Copy the database at URL, of the same kind or the other, into the empty one that DATABASE_URL names."""
    with _sentences():
        try:
            source = make_url(with_driver(address))
        except ArgumentError as error:
            raise Refused(_("%(address)s is not the address of a database.", address=address)) from error
        try:
            moved = move_from(source, lambda table: click.echo(table, err=True))
        except BaseException:
            session().rollback()
            raise
    if not is_same(moved.there, moved.here):
        session().rollback()
    _compare(moved.there, moved.here, _("What came in is not what there was. Nothing was changed."))
    commit()
    click.echo(_("Everything is here."))


def _compare(expected: Fingerprints, found: Fingerprints, otherwise: str) -> None:
    for line in table_of(expected, found):
        click.echo(line)
    if not is_same(expected, found):
        raise click.ClickException(otherwise)


def _facts(manifest: Manifest) -> dict[str, Any]:
    return {"files": _pictures(manifest), "moment": f"{manifest.made_at:%Y-%m-%d %H:%M} UTC"}


def _pictures(manifest: Manifest) -> int:
    return len(manifest.files) - 1  # the other one is the database


def _key(file: Path | None) -> bytes:
    """The key that was given; empty where there is none.

    Raises:
        Refused: when the file of the key is empty.
    """
    if file is None:
        return str(current_app.config["BACKUP_KEY"]).encode()
    key = file.read_bytes().strip()
    if not key:
        raise Refused(_("The file %(file)s holds no key.", file=file))
    return key


def _uploads() -> Path:
    return Path(current_app.config["UPLOADS"])


@contextmanager
def _sentences() -> Iterator[None]:
    """Within this block what goes wrong ends the command with a sentence."""
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig).partition("\n")[0]
        raise click.ClickException(_("The database cannot be used: %(reason)s", reason=reason)) from error
    except (Refused, OSError) as error:
        raise click.ClickException(str(error)) from error
