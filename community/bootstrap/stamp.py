"""The note in an environment that tells which locks were installed into it, written last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "commonplace-installed.json"


@dataclass(frozen=True)
class Stamp:
    """Where an environment was made, and the fingerprint of each lock it holds: none while it is made."""

    folder: str
    locks: Mapping[str, str]

    @property
    def is_finished(self) -> bool:
        """Whether an installation came to its end."""
        return bool(self.locks)

    def covers(self, folder: Path, lock: Path) -> bool:
        """Whether the environment stands where it was made and holds exactly what `lock` says."""
        return self.folder == str(folder) and self.locks.get(lock.name) == fingerprint(lock)


def fingerprint(lock: Path) -> str:
    """The hash of a lock file's content."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def read(folder: Path) -> Stamp | None:
    """The stamp of an environment: None where there is none, an unfinished one where it cannot be read."""
    try:
        noted = json.loads((folder / NAME).read_text("utf-8"))
        return Stamp(str(noted["folder"]), {str(name): str(mark) for name, mark in noted["locks"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return Stamp(str(folder), {})


def begin(folder: Path) -> None:
    """Note that an installation has begun: whoever finds this note finds an environment not to be trusted."""
    _write(Stamp(str(folder), {}))


def finish(folder: Path, locks: Iterable[Path]) -> None:
    """Note that everything in `locks` is installed."""
    _write(Stamp(str(folder), {lock.name: fingerprint(lock) for lock in locks}))


def remove(folder: Path) -> None:
    """Take the note away."""
    (folder / NAME).unlink(missing_ok=True)


def _write(stamp: Stamp) -> None:
    place = Path(stamp.folder) / NAME
    draft = place.with_suffix(".new")
    draft.write_text(json.dumps({"folder": stamp.folder, "locks": dict(stamp.locks)}, indent=1), "utf-8")
    draft.replace(place)
