"""The environment is made once, renewed when a lock changes, and never left half made."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

from community.bootstrap import stamp
from community.bootstrap.environment import BENCHMARKS, DEVELOPMENT, RUNTIME, Environment, ensure
from community.bootstrap.trouble import SetupError
from tests.bootstrap.wheelhouse import lock_of


@pytest.fixture
def clone(tmp_path: Path) -> Environment:
    """A clone whose path has a space, and whose locks name small packages that lie beside it."""
    return clone_in(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A clone whose development environment is made already."""
    environment = clone_in(tmp_path_factory.mktemp("finished"))
    ensure(environment, DEVELOPMENT)
    return environment


def clone_in(folder: Path) -> Environment:
    root = folder / "a clone"
    root.mkdir()
    (root / "app.py").touch()
    write_lock(root, RUNTIME, "bread")
    write_lock(root, DEVELOPMENT, "bread", "butter")
    return Environment(root)


def write_lock(root: Path, name: str, *packages: str, honest: bool = True) -> None:
    (root / name).write_text(lock_of(root / "wheels", *packages, honest=honest))


def debris_in(clone: Environment) -> Path:
    """An environment that holds nothing but a file."""
    clone.folder.mkdir()
    debris = clone.folder / "debris"
    debris.touch()
    return debris


def can_import(clone: Environment, module: str) -> bool:
    command = [str(clone.python), "-c", f"import {module}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 (our own Python)


def test_what_the_lock_names_can_be_imported_afterwards(finished: Environment) -> None:
    assert can_import(finished, "butter")


def test_the_second_start_does_nothing(finished: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    ensure(finished, DEVELOPMENT)

    assert capsys.readouterr().out == ""


def test_the_development_environment_serves_the_site_as_well(finished: Environment) -> None:
    assert finished.holds(RUNTIME)


def test_what_measures_is_put_upon_what_develops(clone: Environment) -> None:
    write_lock(clone.root, BENCHMARKS, "jam")

    ensure(clone, BENCHMARKS)

    assert can_import(clone, "jam")
    assert can_import(clone, "butter")
    assert all(clone.holds(lock) for lock in (RUNTIME, DEVELOPMENT, BENCHMARKS))


def test_a_changed_lock_for_developers_is_installed_before_measuring(clone: Environment) -> None:
    write_lock(clone.root, BENCHMARKS, "jam")
    ensure(clone, BENCHMARKS)
    write_lock(clone.root, DEVELOPMENT, "bread", "honey")

    ensure(clone, BENCHMARKS)

    assert can_import(clone, "honey")


def test_a_changed_lock_is_installed_at_the_next_start(clone: Environment) -> None:
    ensure(clone, RUNTIME)
    write_lock(clone.root, RUNTIME, "bread", "jam")

    ensure(clone, RUNTIME)

    assert can_import(clone, "jam")


def test_an_installation_that_was_killed_is_begun_anew(clone: Environment) -> None:
    debris = debris_in(clone)
    stamp.begin(clone.folder)

    ensure(clone, RUNTIME)

    assert (debris.exists(), can_import(clone, "bread")) == (False, True)


def test_an_environment_whose_python_is_gone_is_made_anew(clone: Environment) -> None:
    debris = debris_in(clone)
    clone.python.parent.mkdir()
    clone.python.symlink_to("/no longer/python3")
    stamp.finish(clone.folder, [clone.root / RUNTIME])

    ensure(clone, RUNTIME)

    assert (debris.exists(), can_import(clone, "bread")) == (False, True)


def test_a_moved_clone_makes_its_environment_anew(clone: Environment) -> None:
    ensure(clone, RUNTIME)
    moved = Environment(clone.root.rename(clone.root.with_name("moved clone")))
    write_lock(moved.root, RUNTIME, "bread")

    ensure(moved, RUNTIME)

    assert str(clone.root) not in (moved.folder / "pyvenv.cfg").read_text()


def test_a_package_with_another_hash_is_refused_and_leaves_no_environment(clone: Environment) -> None:
    write_lock(clone.root, RUNTIME, "bread", honest=False)

    with pytest.raises(SetupError, match="could not be installed"):
        ensure(clone, RUNTIME)

    assert not clone.folder.exists()


def test_somebody_elses_environment_is_used_and_kept(clone: Environment) -> None:
    venv.create(clone.folder, with_pip=False, symlinks=True)
    keepsake = clone.folder / "keepsake"
    keepsake.touch()

    ensure(clone, RUNTIME)

    assert (keepsake.exists(), can_import(clone, "bread")) == (True, True)


def test_programs_inside_see_the_environment_first(clone: Environment) -> None:
    assert clone.variables()["PATH"].startswith(str(clone.folder / "bin"))


@pytest.mark.parametrize("name", ["PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME"])
def test_programs_inside_do_not_inherit_what_would_mislead_them(
    clone: Environment, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "1")

    assert name not in clone.variables()
