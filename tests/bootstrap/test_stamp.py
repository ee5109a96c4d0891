"""An environment is trusted only where its stamp says that it is whole, here, and of these very locks."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.bootstrap import stamp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An environment's folder."""
    made = tmp_path / ".venv"
    made.mkdir()
    return made


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file."""
    file = tmp_path / "requirements.lock"
    file.write_text("flask==3.1.3\n")
    return file


def covers(folder: Path, lock: Path) -> bool:
    note = stamp.read(folder)
    return note is not None and note.covers(folder, lock)


def test_an_environment_without_a_stamp_is_somebody_elses(folder: Path) -> None:
    assert stamp.read(folder) is None


def test_a_finished_installation_covers_its_lock(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])

    assert covers(folder, lock)


def test_a_begun_installation_covers_nothing(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])
    stamp.begin(folder)

    assert not covers(folder, lock)


def test_a_begun_installation_is_known_as_unfinished(folder: Path) -> None:
    stamp.begin(folder)

    note = stamp.read(folder)

    assert note is not None
    assert not note.is_finished


def test_a_changed_lock_is_not_covered(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])
    lock.write_text("flask==3.1.4\n")

    assert not covers(folder, lock)


def test_a_lock_that_was_never_installed_is_not_covered(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])
    other = lock.with_name("requirements-dev.lock")
    other.write_bytes(lock.read_bytes())

    assert not covers(folder, other)


def test_an_environment_that_was_moved_is_not_covered(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])
    moved = folder.rename(folder.with_name("moved"))

    assert not covers(moved, lock)


@pytest.mark.parametrize("spoilt", ["", "{", "[]", "null", '{"folder": 1}', '{"folder": "x", "locks": 3}'])
def test_a_spoilt_stamp_counts_as_unfinished(folder: Path, spoilt: str) -> None:
    (folder / stamp.NAME).write_text(spoilt)

    note = stamp.read(folder)

    assert note is not None
    assert not note.is_finished


def test_a_removed_stamp_leaves_nothing_behind(folder: Path, lock: Path) -> None:
    stamp.finish(folder, [lock])
    stamp.remove(folder)

    assert list(folder.iterdir()) == []
