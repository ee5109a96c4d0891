"""Making a backup while the site runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import Engine

from community.keeping.manifest import Manifest
from community.keeping.parcel import DATABASE, UPLOADS, packing
from community.keeping.stores import store_of
from community.kernel import clock
from community.kernel.version import version

ENDING = ".backup"


def back_up(path: Path, key: bytes, *, engine: Engine, uploads: Path) -> Manifest:
    """Write one moment of everything that people put in to `path`; whoever writes meanwhile does not wait.

    Args:
        path: the file to make.
        key: what it is encrypted with; empty: it is not.
        engine: the database.
        uploads: the folder of pictures.

    Raises:
        Refused: when there is such a file, or the database cannot be read.
    """
    with packing(path, key) as parcel, tempfile.TemporaryDirectory(prefix="commonplace-") as folder:
        # A picture that the database names was here before that moment, or came while the first were packed.
        parcel.add_below(UPLOADS, uploads)
        copy = Path(folder) / DATABASE
        made_at = clock.now()
        revision, tables = store_of(engine).copy_to(copy)
        parcel.add(DATABASE, copy)
        parcel.add_below(UPLOADS, uploads)
        manifest = Manifest(version(), revision, engine.dialect.name, made_at, tables, parcel.files)
        parcel.finish(manifest)
    return manifest


def file_in(place: Path) -> Path:
    """The file to make: `place`, or for a folder one in it that is named by the moment."""
    return place / f"commonplace-{clock.now():%Y-%m-%dT%H%M%SZ}{ENDING}" if place.is_dir() else place
