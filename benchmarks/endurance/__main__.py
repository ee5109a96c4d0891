"""Whether memory and open files of the site and its worker grow under hours of reading and writing.

    .venv/bin/python -m benchmarks.endurance [--minutes 60] [--engine sqlite]

Four people write, each text mentions a fifth, who reads page after page. The first half of the time is left out: until
then caches fill. Of the rest a line is drawn through the samples (least squares), and its slope told for an hour.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression
from time import monotonic, sleep
from typing import Final

from benchmarks.choosing import say
from benchmarks.databases import database
from benchmarks.faults.people import CALM, Watcher
from benchmarks.faults.worker import Worker
from benchmarks.figures import figure
from benchmarks.writers.ground import PASSWORD, people, settings_for, written
from benchmarks.writers.server import Server
from benchmarks.writers.writer import Writer
from community.accounts.service.joining import join
from community.factory import create_app
from community.kernel.db import commit, db

WRITERS: Final = 4
PAUSE: Final = 0.25
EVERY: Final = 5.0
"""Seconds between two samples."""

SETTLING: Final = 0.5
"""The share of the time in which caches fill."""

AN_HOUR: Final = 3600.0


@dataclass
class Process:
    """What one process held, sample by sample."""

    name: str
    pid: int
    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)
    files: list[float] = field(default_factory=list)

    def look(self, at: float) -> None:
        """Take a sample."""
        resident = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        self.seconds.append(at)
        self.mebibytes.append(resident / 2**20)
        self.files.append(sum(1 for _file in Path(f"/proc/{self.pid}/fd").iterdir()))

    def growth(self, samples: Sequence[float]) -> float:
        """By how much `samples` grow in an hour, once caches are full."""
        first = int(len(samples) * SETTLING)
        return linear_regression(self.seconds[first:], samples[first:]).slope * AN_HOUR


def main() -> None:
    """Use the site, then print how its processes grew."""
    parser = argparse.ArgumentParser(description="Hours of reading and writing.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--engine", default="sqlite")
    chosen = parser.parse_args()
    with database(chosen.engine) as url, tempfile.TemporaryDirectory() as folder:
        if url:
            _use(url, Path(folder), chosen.minutes * 60)


def _use(url: str, folder: Path, lasts: float) -> None:
    settings = {**settings_for(url, folder), "JOBS": "worker"}
    app = create_app({**settings, "RATE_LIMITS": False, "JOBS": "immediate"})
    with app.app_context():
        names = people(WRITERS)
        join(name="Watcher", username="watcher", email="watcher@example.org", password=PASSWORD)
        commit()
        db.session.remove()
        db.engine.dispose()
    worker = Worker(settings)
    worker.start()
    with closing(worker), Server(settings) as server:
        watcher = Watcher(server.address, "watcher", PASSWORD, secret="nothing is secret here")  # noqa: S106 (not one)
        watcher.sign_in()
        text = "It *worked*, @watcher."
        writers = [Writer(server.address, name, PASSWORD, float("inf"), text, PAUSE) for name in names]
        for one in (watcher, *writers):
            one.start()
        processes = [Process("site", server.pid), Process("worker", worker.pid)]
        began = monotonic()
        while (at := monotonic() - began) < lasts:
            for process in processes:
                process.look(at)
            say(f"{at / 60:.1f} minutes: " + ", ".join(f"{p.name} {p.mebibytes[-1]:.0f} MiB" for p in processes))
            sleep(EVERY)
        for writer in writers:
            writer.stop()
        watcher.stop()
    with app.app_context():
        kept = written(title for writer in writers for title in writer.acknowledged)
        db.session.remove()
        db.engine.dispose()
    _tell(processes, writers, watcher)
    figure("writes_lost", kept.lost, "reflections")


def _tell(processes: Sequence[Process], writers: Sequence[Writer], watcher: Watcher) -> None:
    say("")
    refused = [status for writer in writers for status in writer.refused]
    print(f"{sum(len(w.acknowledged) for w in writers)} texts, {watcher.statuses.total()} pages")
    for process in processes:
        print(f"  {process.name}: {process.mebibytes[0]:.0f} MiB at first, {process.mebibytes[-1]:.0f} MiB at last")
        figure(f"memory_growth_{process.name}", process.growth(process.mebibytes), "MiB_per_hour")
        figure(f"files_growth_{process.name}", process.growth(process.files), "files_per_hour")
    figure(
        "errors", len(refused) + sum(number for code, number in watcher.statuses.items() if code not in CALM), "answers"
    )


if __name__ == "__main__":
    os.environ.setdefault("COMMONPLACE_CHEAP_PASSWORDS", "1")
    main()
