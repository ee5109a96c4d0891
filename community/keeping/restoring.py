"""Bringing a backup into an empty place, or only looking whether it is whole."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from community.keeping import postgres_store, sqlite_store
from community.keeping.emptiness import need_empty_database, need_empty_folder
from community.keeping.fingerprints import Fingerprints
from community.keeping.manifest import Manifest
from community.keeping.parcel import DATABASE, UPLOADS, unpacked
from community.keeping.stores import store_of
from community.keeping.trouble import damaged, newer
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.migrations import known_revisions


class Looked(NamedTuple):
    """A backup, and what was found of its tables; None where nothing here can look into it."""

    manifest: Manifest
    found: Fingerprints | None


def look_at(path: Path, key: bytes) -> Looked:
    """Read a whole backup and change nothing.

    Args:
        path: the backup.
        key: what opens it, if it is encrypted.

    Raises:
        Refused: when it is damaged, cut short, or the key does not open it.
    """
    with tempfile.TemporaryDirectory(prefix="commonplace-") as folder:
        copy = Path(folder) / DATABASE
        manifest = unpacked(path, key, lambda name: copy if name == DATABASE else None)
        if DATABASE not in manifest.files:
            raise damaged()
        look_into = sqlite_store.look_into if manifest.engine == "sqlite" else postgres_store.look_into
        return Looked(manifest, look_into(copy))


def restore(path: Path, key: bytes, *, engine: Engine, uploads: Path) -> Looked:
    """Put everything that is in a backup into an empty database and an empty folder.

    Either all of it comes in as it was, or nothing.

    Args:
        path: the backup.
        key: what opens it, if it is encrypted.
        engine: the database.
        uploads: the folder of pictures; made where it is missing.

    Returns:
        What was found in the database afterwards; where that is not what the backup says, nothing came in.

    Raises:
        Refused: when it does not fit in here, is damaged, or the key does not open it.
    """
    need_empty_folder(uploads)
    with engine.connect() as connection:
        need_empty_database(connection)
    uploads.mkdir(parents=True, exist_ok=True)
    # Inside the folder, so that each file goes to its place by its name alone, also where the folder is a volume.
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=uploads) as folder:
        manifest = unpacked(path, key, lambda name: Path(folder) / name)
        _need_fitting(manifest, engine)
        with ExitStack() as undo:
            _move_in(Path(folder) / UPLOADS, uploads, undo)
            found = store_of(engine).bring_in(Path(folder) / DATABASE, manifest.tables)
            if found == manifest.tables:
                undo.pop_all()
    return Looked(manifest, found)


def _need_fitting(manifest: Manifest, engine: Engine) -> None:
    if DATABASE not in manifest.files:
        raise damaged()
    if manifest.revision not in known_revisions():
        raise newer()
    if manifest.engine != engine.dialect.name:
        raise Refused(
            _("This backup holds a database of another kind: %(engine)s. Restore it into one of that kind, and take "
              "it from there by flask move from.", engine=manifest.engine)
        )  # fmt: skip


def _move_in(arrived: Path, uploads: Path, undo: ExitStack) -> None:
    for path in arrived.iterdir() if arrived.is_dir() else ():
        place = uploads / path.name
        undo.callback(shutil.rmtree, place, ignore_errors=True)
        path.replace(place)
