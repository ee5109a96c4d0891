"""The programs that can install locked packages, best first, as far as this machine has them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from community.bootstrap.processes import answer_of
from community.bootstrap.trouble import SetupError

PIP_THAT_INSTALLS_ELSEWHERE = (22, 3)
PIP_OPTIONS = ("install", "--require-hashes", "--no-compile", "--no-input", "--disable-pip-version-check")
NOTHING_INSTALLS = (
    "Commonplace needs Python's venv module to set itself up. On Debian or Ubuntu: apt install python3-venv"
)


@dataclass(frozen=True)
class Installer:
    """A program that installs a lock: its command, and whether the environment must have a pip of its own."""

    name: str
    command: tuple[str, ...]
    needs_pip_inside: bool = False

    def installing(self, lock: Path, python: Path) -> list[str]:
        """The command that installs `lock` into the environment of `python`."""
        filled = {"PYTHON": str(python), "LOCK": str(lock)}
        return [filled.get(part, part) for part in self.command]


PIP_INSIDE = Installer("pip", ("PYTHON", "-m", "pip", *PIP_OPTIONS, "-r", "LOCK"), needs_pip_inside=True)


def is_missing(module: str) -> bool:
    """Whether this Python lacks a module; distributions cut some out, and may leave an empty folder behind."""
    spec = importlib.util.find_spec(module)
    return spec is None or spec.origin is None


def base_python() -> str:
    """The Python that environments are made from, also when we run in one that we may have to remove."""
    return str(getattr(sys, "_base_executable", sys.executable))


def available_installers(
    python: str,
    *,
    which: Callable[[str], str | None] = shutil.which,
    answer: Callable[[list[str]], str | None] = answer_of,
    missing: Callable[[str], bool] = is_missing,
) -> Iterator[Installer]:
    """What can install packages here, looked for one after the other, as each takes its time to find.

    Args:
        python: the Python that environments are made from.
        which: finds a program on the path.
        answer: what a command prints, or None where it fails.
        missing: whether this Python lacks a module.

    Yields:
        The installers to try, in this order.

    Raises:
        SetupError: instead of the first, when there is none, or no way to make an environment at all.
    """
    if missing("venv"):
        raise SetupError(NOTHING_INSTALLS)
    uv = _uv(which, answer)
    if uv:
        yield uv
    pip = _pip_outside(python, answer) or (None if missing("ensurepip") else PIP_INSIDE)
    if pip:
        yield pip
    elif not uv:
        raise SetupError(NOTHING_INSTALLS)


def _uv(which: Callable[[str], str | None], answer: Callable[[list[str]], str | None]) -> Installer | None:
    uv = which("uv")
    # A version switcher may put a `uv` on the path that only says that it is not installed.
    if not uv or not answer([uv, "--version"]):
        return None
    return Installer("uv", (uv, "pip", "install", "--quiet", "--require-hashes", "--python", "PYTHON", "-r", "LOCK"))


def _pip_outside(python: str, answer: Callable[[list[str]], str | None]) -> Installer | None:
    """A pip of the machine installs from outside, which saves the seconds of putting one inside."""
    version = re.match(r"pip (\d+)\.(\d+)", answer([python, "-m", "pip", "--version"]) or "")
    if not version or (int(version[1]), int(version[2])) < PIP_THAT_INSTALLS_ELSEWHERE:
        return None
    return Installer("pip", (python, "-m", "pip", "--python", "PYTHON", *PIP_OPTIONS, "-r", "LOCK"))
