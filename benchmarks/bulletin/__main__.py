"""`make bulletin`: an issue to 57,623 readers; its worker is killed on the way, and another one goes on."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import structlog
from flask import Flask
from sqlalchemy import select

from benchmarks.bulletin.world import address_of, issue_of, settle
from benchmarks.databases import database
from benchmarks.figures import figure
from community.bulletins.service import schedule_issue
from community.factory import create_app
from community.kernel.db import commit, session
from community.kernel.mail import MailState, OutgoingMail
from community.kernel.mail.outbox import retry

READERS = 57_623
PATIENCE = 6 * 3600.0


def main() -> int:
    """Send, kill, go on, and compare what arrived with who was to get it.

    Returns:
        0 when everybody got the issue once, on every engine, else 1.
    """
    chosen = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    found = [_engine(engine, chosen.readers) for engine in chosen.engines.split(",")]
    return 0 if all(found) else 1


def _engine(engine: str, readers: int) -> bool:
    with database(engine) as url, tempfile.TemporaryDirectory() as folder:
        if not url:
            return True
        record, port = Path(folder) / "arrived.txt", _free_port()
        record.touch()
        os.environ.update(_settings(url, Path(folder), port))
        app = create_app()
        with app.app_context():
            flask_migrate.upgrade()
            entry_id = settle(readers)
        server = _begin("benchmarks.bulletin.server", str(record), str(port))
        try:
            return _tell(engine, readers, record, *_send(app, entry_id, readers, record))
        finally:
            server.kill()
            server.wait()


def _send(app: Flask, entry_id: int, readers: int, record: Path) -> tuple[float, float, int]:
    """Publish, send with a worker that is killed after a third, and with another one.

    Returns:
        The seconds that it took, the most memory that a worker held, and of how many mails nobody could tell at
        first whether they had gone.
    """
    with app.app_context():
        issue = issue_of(entry_id)
        schedule_issue(issue, by=issue.entry.author)
        commit()
    ahead = str((12 - datetime.now(UTC).hour) % 24)
    began = time.monotonic()
    first = _begin("benchmarks.bulletin.worker", str(entry_id), ahead)
    most = _watch(first, lambda: _arrived(record) >= readers // 3)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    print(f"worker killed after {_arrived(record)} mails", flush=True)
    second = _begin("benchmarks.bulletin.worker", str(entry_id), ahead)
    most = max(most, _watch(second, lambda: second.poll() is not None))
    seconds = time.monotonic() - began
    with app.app_context():
        unclear = _look_into_the_servers_log(record)
    if unclear:
        third = _begin("benchmarks.bulletin.worker", str(entry_id), ahead)
        _watch(third, lambda: third.poll() is not None)
    return seconds, most, unclear


def _look_into_the_servers_log(record: Path) -> int:
    """What an administrator does for a mail of which the site cannot know whether it went: ask the mail server."""
    arrived = set(record.read_text(encoding="ascii").split())
    rows = session().scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.UNCLEAR.value)).all()
    for row in rows:
        if row.address not in arrived:
            retry(row.id)
    commit()
    return len(rows)


def _tell(engine: str, readers: int, record: Path, seconds: float, most: float, unclear: int) -> bool:
    counts = Counter(record.read_text(encoding="ascii").split())
    wanted = {address_of(number) for number in range(1, readers + 1)}
    missing, twice = len(wanted - counts.keys()), sum(count - 1 for count in counts.values())
    strays = len(counts.keys() - wanted)
    print(f"{engine}: {readers} readers, {sum(counts.values())} mails, {seconds:.0f} s, one worker killed", flush=True)
    figure("mails_missing", missing, "mails")
    figure("mails_twice", twice, "mails")
    figure("mails_to_others", strays, "mails")
    figure("mails_unclear", unclear, "mails")
    figure("mails_per_second", readers / seconds, "mails/s")
    figure("memory_peak_mb", most, "MB")
    return not (missing or twice or strays)


def _watch(process: subprocess.Popen[bytes], is_over: Callable[[], bool]) -> float:
    """Wait for a worker, and tell the most memory that it held, in MB."""
    most, until = 0.0, time.monotonic() + PATIENCE
    while not is_over():
        if time.monotonic() > until or (process.poll() is not None and not is_over()):
            raise SystemExit("The worker came to no end.")
        most = max(most, _memory(process.pid))
        time.sleep(0.5)
    return max(most, _memory(process.pid))


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    peaks = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peaks[0]) / 1024 if peaks else 0.0


def _arrived(record: Path) -> int:
    return record.read_bytes().count(b"\n")


def _begin(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process of its own: its memory is that of a worker, and nothing of it is shared."""
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE)  # noqa: S603 (our own module)
    if module.endswith("server"):
        assert process.stdout is not None
        process.stdout.readline()
    return process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(url: str, folder: Path, port: int) -> dict[str, str]:
    return {
        "DATABASE_URL": url,
        "SECRET_KEY": "for a measurement only",
        "JOBS": "worker",
        "JOBS_FILE": str(folder / "jobs.db"),
        "UPLOADS": str(folder / "uploads"),
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(port),
        "MAIL_FROM": "community@example.org",
        "SITE_URL": "https://community.example.org",
        "PUBLIC_ALLOWED": "1",
        "FETCH_TITLES": "0",
        "LOG_LEVEL": "ERROR",
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--engines", default="sqlite", help="sqlite, postgresql, or both with a comma")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
