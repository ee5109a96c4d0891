"""The environment beside app.py: made when it is missing, renewed when a lock has changed."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from community.bootstrap import stamp
from community.bootstrap.installers import Installer, available_installers, base_python
from community.bootstrap.processes import answer_of, run_quietly
from community.bootstrap.trouble import SetupError

RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"
BENCHMARKS = "requirements-bench.lock"
LAYERS = (RUNTIME, DEVELOPMENT, BENCHMARKS)
# What would make the packages of another installation visible, or have every start compile the code anew.
LEFT_BEHIND = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__")
LINES_OF_TROUBLE = 25
# Where an organization has a certificate authority of its own, the system knows it and uv, left alone, does not.
TRUST_WHAT_THE_SYSTEM_TRUSTS = {"UV_NATIVE_TLS": "true", "UV_SYSTEM_CERTS": "true"}
NOT_INSTALLED = "The packages could not be installed. Is there a way to the internet, or to a package index?"
# The file that is locked while an environment is made; no lock file is left over.
ALWAYS_THERE = "app.py"


@dataclass(frozen=True)
class Environment:
    """The environment of the clone at `root`."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The Python that sees the locked packages."""
        return self.folder / "bin" / "python"

    def holds(self, lock: str) -> bool:
        """Whether everything in the lock file of this name is installed."""
        note = stamp.read(self.folder)
        return note is not None and note.covers(self.folder, self.root / lock) and self.python.exists()

    def variables(self) -> dict[str, str]:
        """The environment variables for a program that runs inside."""
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_BEHIND}
        path = os.pathsep.join(filter(None, [str(self.folder / "bin"), kept.get("PATH")]))
        return {**kept, "VIRTUAL_ENV": str(self.folder), "PATH": path}


def ensure(environment: Environment, lock: str) -> None:
    """Have everything in a lock file installed; where it is, this takes a few milliseconds.

    Args:
        environment: the one to make or to bring up to date.
        lock: `RUNTIME`; `DEVELOPMENT`, which holds all of the first; or `BENCHMARKS`, which is put upon the second.

    Raises:
        SetupError: when it cannot be done here. An environment that was just begun is gone again.
    """
    if lock == BENCHMARKS:
        ensure(environment, DEVELOPMENT)
    if environment.holds(lock):
        return
    with _alone(environment):
        if not environment.holds(lock):
            installers = available_installers(base_python())
            first = next(installers)  # where there is none, it says so before anything is touched
            _set_up(environment, lock, chain([first], installers))


@contextmanager
def _alone(environment: Environment) -> Iterator[None]:
    """Keep two commands from making the same environment at once; the second waits for the first."""
    with (environment.root / ALWAYS_THERE).open() as held:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _set_up(environment: Environment, lock: str, installers: Iterable[Installer]) -> None:
    started = time.monotonic()
    is_new = _make_room(environment)
    was_stamped = stamp.read(environment.folder) is not None
    print(f"{'Making' if is_new else 'Renewing'} the environment in {environment.folder}", flush=True)
    try:
        if is_new:
            _create(environment)
        stamp.begin(environment.folder)
        _install(environment, environment.root / lock, installers)
    except BaseException:
        _clear_up(environment, is_new=is_new, was_stamped=was_stamped)
        raise
    stamp.finish(environment.folder, _locks_within(environment.root, lock))
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def _make_room(environment: Environment) -> bool:
    """Remove what was begun and not finished, has moved, or lost its Python; say whether nothing is left."""
    note = stamp.read(environment.folder)
    is_spoilt = note is not None and not (note.is_finished and note.folder == str(environment.folder))
    if is_spoilt or not environment.python.exists():
        shutil.rmtree(environment.folder, ignore_errors=True)
    return not environment.folder.exists()


def _create(environment: Environment) -> None:
    try:
        environment.folder.mkdir()
    except OSError as error:
        raise SetupError(f"Commonplace cannot write to {environment.root}: {error.strerror}.") from error
    stamp.begin(environment.folder)
    options = ["--without-pip", "--prompt", "commonplace"]
    command = [base_python(), "-m", "venv", *options, str(environment.folder)]
    _run(command, environment, "The environment could not be made.")


def _install(environment: Environment, lock: Path, installers: Iterable[Installer]) -> None:
    printed = ""
    count = len(re.findall(r"^[^\s#]+==", lock.read_text("utf-8"), re.MULTILINE))
    for installer in installers:
        print(f"  installing {count} locked packages with {installer.name} ...", flush=True)
        if installer.needs_pip_inside:
            _put_pip_inside(environment)
        command = installer.installing(lock, environment.python)
        variables = environment.variables() | TRUST_WHAT_THE_SYSTEM_TRUSTS
        worked, printed = run_quietly(command, cwd=environment.root, env=variables)
        if worked:
            return
        print(f"  {installer.name} could not install them", flush=True)
    raise SetupError(f"{_tail(printed)}\n{NOT_INSTALLED}")


def _put_pip_inside(environment: Environment) -> None:
    if answer_of([str(environment.python), "-m", "pip", "--version"]) is None:
        command = [str(environment.python), "-m", "ensurepip", "--default-pip"]
        _run(command, environment, "pip could not be put into the environment.")


def _run(command: list[str], environment: Environment, otherwise: str) -> None:
    worked, printed = run_quietly(command, cwd=environment.root, env=environment.variables())
    if not worked:
        raise SetupError(f"{_tail(printed)}\n{otherwise}")


def _clear_up(environment: Environment, *, is_new: bool, was_stamped: bool) -> None:
    if is_new:
        shutil.rmtree(environment.folder, ignore_errors=True)
    elif not was_stamped:  # somebody else's environment, to be taken as it is again next time
        stamp.remove(environment.folder)


def _locks_within(root: Path, lock: str) -> list[Path]:
    return [root / name for name in LAYERS[: LAYERS.index(lock) + 1]]


def _tail(printed: str) -> str:
    return "\n".join(f"  {line}" for line in printed.strip().splitlines()[-LINES_OF_TROUBLE:])
