"""A backup as a file: a compressed tar, sealed where there is a key, whose last file is the manifest."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

from community.keeping.manifest import KeptFile, Manifest
from community.keeping.sealing import Sealing, Unsealing, is_sealed
from community.keeping.trouble import damaged, key_missing
from community.kernel.errors import Refused
from community.kernel.i18n import _

DATABASE = "database"
UPLOADS = "uploads"
MANIFEST = "manifest.json"
PIECE = 1 << 20
LARGEST_MANIFEST = 1 << 28
# What the libraries raise for files that are not what was written.
UNREADABLE = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError)


class Packing:
    """A backup that is being written; `files` says what is in it so far."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, KeptFile] = {}

    def add(self, name: str, path: Path) -> None:
        """Put a file in as `name`; one that is gone by now is left out."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            info = tarfile.TarInfo(name)
            info.size = os.fstat(file.fileno()).st_size
            measured = _Measured(file)
            self._tar.addfile(info, measured)
        self.files[name] = measured.measure()

    def add_below(self, name: str, folder: Path) -> None:
        """Put every file below `folder` in, by its path below `name`; what is there already is not put in again."""
        for path in sorted(folder.rglob("*")):
            inside = f"{name}/{path.relative_to(folder).as_posix()}"
            if inside not in self.files and path.suffix != ".part" and _is_ours(inside) and path.is_file():
                self.add(inside, path)

    def finish(self, manifest: Manifest) -> None:
        """Put the manifest in, as the last file."""
        data = manifest.to_json()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        self._tar.addfile(info, io.BytesIO(data))


class _Measured:
    """A file that is measured while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._hash, self._size = file, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self._size += len(data)
        return data

    def measure(self) -> KeptFile:
        return KeptFile(self._size, self._hash.hexdigest())


@contextmanager
def packing(path: Path, key: bytes) -> Iterator[Packing]:
    """Write a backup; it has its name when all of it is on the disk, and before there is nothing of that name.

    Args:
        path: the file to make.
        key: what it is sealed with; empty: it is not.

    Raises:
        Refused: when there is such a file already.
    """
    if path.exists():
        raise Refused(_("%(path)s is there already; a backup replaces nothing.", path=path))
    unfinished = path.with_name(f".{path.name}.part")
    try:
        # It holds what everybody wrote, so nobody but the one who makes it may read it.
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with ExitStack() as opened:
                out: Any = opened.enter_context(Sealing(file, key)) if key else file
                out = opened.enter_context(gzip.GzipFile(fileobj=out, mode="wb", filename="", compresslevel=6))
                yield Packing(opened.enter_context(tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def unpacked(path: Path, key: bytes, where: Callable[[str], Path | None]) -> Manifest:
    """Read a whole backup, and see that each file in it is what the manifest says.

    Args:
        path: the backup.
        key: what opens it, if it is sealed.
        where: the place for the file of a name; None for one that is only looked at.

    Raises:
        Refused: when it is damaged, cut short, or the key does not open it.
    """
    with ExitStack() as opened:
        file: IO[bytes] = opened.enter_context(path.open("rb"))
        if is_sealed(file):
            if not key:
                raise key_missing()
            file = io.BufferedReader(opened.enter_context(Unsealing(file, key)), PIECE)
        try:
            manifest, files = _read(gzip.GzipFile(fileobj=file), where)
        except UNREADABLE as error:
            raise damaged() from error
    if manifest.files != files:
        raise damaged()
    return manifest


def _read(stream: gzip.GzipFile, where: Callable[[str], Path | None]) -> tuple[Manifest, dict[str, KeptFile]]:
    files: dict[str, KeptFile] = {}
    manifest = None
    with tarfile.open(fileobj=stream, mode="r|") as tar:
        for info in tar:
            content = tar.extractfile(info)
            if content is None or manifest is not None or not _is_ours(info.name):
                raise damaged()
            if info.name == MANIFEST:
                manifest = Manifest.from_json(content.read(LARGEST_MANIFEST))
            else:
                files[info.name] = _copied(content, where(info.name))
    while stream.read(PIECE):  # the end says whether all of it was right
        pass
    if manifest is None:
        raise damaged()
    return manifest, files


def _is_ours(name: str) -> bool:
    first, *rest = PurePosixPath(name).parts or ("",)
    if first == UPLOADS:
        return bool(rest) and not any(part.startswith(".") for part in rest)
    return name in {DATABASE, MANIFEST}


def _copied(content: IO[bytes], path: Path | None) -> KeptFile:
    measured = _Measured(content)
    with ExitStack() as opened:
        write: Callable[[bytes], object] = len
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            write = opened.enter_context(path.open("xb")).write
        while data := measured.read(PIECE):
            write(data)
    return measured.measure()
