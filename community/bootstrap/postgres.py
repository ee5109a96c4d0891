"""A PostgreSQL server of the test run's own: made empty, reached through a socket file, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from community.bootstrap.processes import ends_well
from community.bootstrap.trouble import SetupError

# The server refuses to run as root; these may run it instead.
SERVANTS = ("postgres", "nobody")
# Nothing in this server has to outlive the run, so it never waits for the disk.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PRIVATE = ("listen_addresses=", "max_connections=200")
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
SECONDS_TO_START = 30


@dataclass(frozen=True)
class Servant:
    """The account that runs the server where we are root."""

    uid: int
    gid: int

    def options(self) -> dict[str, Any]:
        """What starting a program under this account takes."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


@contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """A fresh server for as long as the block runs.

    Args:
        programs: the folder of `initdb` and `postgres`.

    Yields:
        The address of its maintenance database, for the superuser, as SQLAlchemy writes addresses.

    Raises:
        SetupError: when it cannot be made or does not start.
    """
    account = servant()
    folder = _folder(account)
    try:
        _make(programs, folder, account)
        server = _start(programs, folder, account)
        try:
            _wait_until_ready(server, folder)
            yield f"postgresql+psycopg://postgres@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def servant() -> Servant | None:
    """The account that runs a server for us: none where we are not root.

    Raises:
        SetupError: when there is none, and we are.
    """
    if os.geteuid() != 0:
        return None
    for name in SERVANTS:
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            return Servant(account.pw_uid, account.pw_gid)
    raise SetupError("PostgreSQL does not run as root, and there is no account named postgres or nobody.")


def _folder(servant: Servant | None) -> Path:
    # A socket's name must be short and its folder open to the servant, which TMPDIR promises neither.
    folder = Path(tempfile.mkdtemp(prefix="commonplace-postgres-", dir="/tmp"))
    if servant:
        os.chown(folder, servant.uid, servant.gid)
    return folder


def _make(programs: Path, folder: Path, servant: Servant | None) -> None:
    options = ("--username=postgres", "--auth=trust", "--encoding=UTF8", f"--locale={LOCALE}", "--no-sync")
    command = [str(programs / "initdb"), f"--pgdata={folder / 'data'}", *options]
    if not ends_well(_spawn(command, folder, servant)):
        raise SetupError(f"PostgreSQL could not make a database cluster ({_last_words(folder)}).")


def _start(programs: Path, folder: Path, servant: Servant | None) -> subprocess.Popen[bytes]:
    settings = [part for setting in (*CARELESS, *PRIVATE) for part in ("-c", setting)]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *settings]
    return _spawn(command, folder, servant)


def _spawn(command: Sequence[str], folder: Path, servant: Servant | None) -> subprocess.Popen[bytes]:
    """Start a program away from the terminal, so that Ctrl-C reaches the tests first and the server last."""
    with (folder / "log").open("ab") as log:
        try:
            return subprocess.Popen(  # noqa: S603 (our own commands)
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **(servant.options() if servant else {}),
            )
        except OSError as error:
            raise SetupError(f"PostgreSQL could not be started: {error}.") from error


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while not _is_ready(folder / "data" / "postmaster.pid"):
        if server.poll() is not None or time.monotonic() > until:
            raise SetupError(f"PostgreSQL did not start ({_last_words(folder)}).")
        time.sleep(0.02)


def _is_ready(note: Path) -> bool:
    """The server writes its state into the last line of its pid file, for its own tools to read."""
    try:
        lines = note.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False
    return bool(lines) and lines[-1].strip() == "ready"


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(SECONDS_TO_START)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _last_words(folder: Path) -> str:
    with suppress(OSError):
        return " / ".join((folder / "log").read_text("utf-8", "replace").strip().splitlines()[-3:])
    return "it left no word"
