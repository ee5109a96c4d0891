"""The site as a customer starts it: its own process, its own SQLite file, the demonstration loaded."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from community.paths import PACKAGE

SECONDS_TO_STOP = 10
SECONDS_TO_PRINT = 70
OPEN_AT = re.compile(r"Commonplace is open at (\S+)")


@dataclass
class LiveSite:
    """A server that runs, and what it has printed."""

    address: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    _more: threading.Condition = field(default_factory=threading.Condition)

    def take(self, line: str) -> None:
        """Keep a line that the server printed."""
        with self._more:
            self.printed.append(line)
            self._more.notify_all()

    def line_with(self, words: str) -> str:
        """The newest line that the server printed with these words in it; mails are printed too, when they are due."""
        with self._more:
            assert self._more.wait_for(lambda: any(words in line for line in self.printed), SECONDS_TO_PRINT)
            return next(line for line in reversed(self.printed) if words in line)


@contextmanager
def served(folder: Path, seed: Path) -> Iterator[LiveSite]:
    """Serve the demonstration organization on a free port.

    Args:
        folder: where this server keeps its database and files.
        seed: a database with the demonstration in it, which whoever comes first makes for all test processes.
    """
    database = folder / "site.db"
    with _alone(seed.with_suffix(".lock")):
        if seed.exists():
            shutil.copy(seed, database)
        process = _started(folder, database)
        site = _opened(process)
        site.settings = _settings(folder, database)
        if not seed.exists():
            _copied(database, seed)
    listening = threading.Thread(target=_listen, args=(process, site), daemon=True)
    listening.start()
    try:
        yield site
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_STOP)
        listening.join(timeout=SECONDS_TO_STOP)
        _output(process).close()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _settings(folder: Path, database: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": f"sqlite:///{database}",
        "SECRET_KEY": "a key for browser tests only",
        "JOBS": "embedded",
        "JOBS_FILE": str(folder / "jobs.db"),
        "UPLOADS": str(folder / "uploads"),
        "HOST": "127.0.0.1",
        "PORT": "0",
        "RATE_LIMITS": "no",
        "FETCH_TITLES": "no",
        "TRIAL_LANGUAGE": "yes",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(PACKAGE.parent),
        "COMMONPLACE_CHEAP_PASSWORDS": "1",
    }


def _started(folder: Path, database: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "community.serve"],
        cwd=folder,
        env={**os.environ, **_settings(folder, database)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _opened(process: subprocess.Popen[str]) -> LiveSite:
    site = LiveSite()
    for line in _output(process):
        site.printed.append(line)
        if found := OPEN_AT.search(line):
            site.address = found.group(1)
            return site
    raise AssertionError("The site did not start:\n" + "".join(site.printed))


def _copied(database: Path, seed: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", (str(seed),))


def _listen(process: subprocess.Popen[str], site: LiveSite) -> None:
    for line in _output(process):
        site.take(line)


def _output(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
