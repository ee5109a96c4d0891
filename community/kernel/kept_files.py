"""Files that members sent, each under a name that the site gave it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path


def keep(folder: Path, name: str, data: bytes) -> None:
    """Write `data` as `name` into `folder`: readers find all of it or nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(data)
    unfinished.replace(folder / name)


def kept(folder: Path, name: str) -> bytes | None:
    """What is kept as `name`, or None when there is nothing."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None


def forget(folder: Path, name: str) -> None:
    """Remove the file called `name`, if there is one."""
    (folder / name).unlink(missing_ok=True)


def kept_at(folder: Path, name: str) -> datetime | None:
    """When `name` was last written, or None when there is no such file."""
    try:
        return datetime.fromtimestamp((folder / name).stat().st_mtime, UTC)
    except FileNotFoundError:
        return None
