"""Whether anything is lost, doubled or refused while many people write at once and the server is killed.

    .venv/bin/python -m benchmarks.writers [--seconds 60] [--writers 16] [--kills 5] [--engines sqlite,postgresql]

A reflection counts as written when the site said so (303). Afterwards each of these has to be in the database once, and
its document in the index of search. What was on its way when the server was killed (`kill -9`) was not acknowledged,
and may be there or not, but not twice.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import monotonic, sleep

from benchmarks.choosing import say
from benchmarks.databases import database
from benchmarks.figures import figure
from benchmarks.writers.ground import PASSWORD, Written, people, settings_for, written
from benchmarks.writers.server import Server
from benchmarks.writers.writer import Writer
from community.factory import create_app
from community.kernel.db import db


@dataclass
class Outcome:
    """What became of what was written on one engine."""

    acknowledged: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    cut_off: int = 0
    seconds: list[float] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)
    written: Written = field(default_factory=lambda: Written(0, 0))


def main() -> None:
    """Write on each engine, then print what came of it."""
    parser = argparse.ArgumentParser(description="Many people who write at once.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--engines", default="sqlite,postgresql")
    chosen = parser.parse_args()
    for engine in chosen.engines.split(","):
        with database(engine) as url:
            if url:
                _tell(engine, chosen.seconds, _measure(url, chosen.writers, chosen.seconds, chosen.kills))


def _measure(url: str, number: int, seconds: float, kills: int) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(url, Path(folder))
        app = create_app({**settings, "RATE_LIMITS": False})
        with app.app_context():
            names = people(number)
        outcome = Outcome()
        with Server(settings) as server:
            ends_at = monotonic() + seconds
            writers = [Writer(server.address, name, PASSWORD, ends_at) for name in names]
            for writer in writers:
                writer.start()
            outcome.recoveries = [_kill(server, seconds / (kills + 1)) for _number in range(kills)]
            for writer in writers:
                writer.join()
        for writer in writers:
            outcome.acknowledged += writer.acknowledged
            outcome.refused += writer.refused
            outcome.cut_off += writer.cut_off
            outcome.seconds += writer.seconds
        with app.app_context():
            outcome.written = written(outcome.acknowledged)
            db.engine.dispose()
        return outcome


def _kill(server: Server, after: float) -> float:
    """Kill the server after some seconds and start it again; how long it was away."""
    sleep(after)
    began = monotonic()
    server.kill()
    server.start()
    return monotonic() - began


def _tell(engine: str, seconds: float, outcome: Outcome) -> None:
    say("")
    print(
        f"{engine}: {len(outcome.acknowledged)} reflections acknowledged, {outcome.cut_off} requests cut off by a kill,"
        f" refused with {dict(Counter(outcome.refused))}"
    )
    figure(f"write_errors_{engine}", len(outcome.refused), "answers")
    figure(f"writes_lost_{engine}", outcome.written.lost, "reflections")
    figure(f"writes_twice_{engine}", outcome.written.twice, "reflections")
    figure(f"writes_per_second_{engine}", len(outcome.acknowledged) / seconds, "reflections/s")
    if len(outcome.seconds) > 1:
        figure(f"write_p99_{engine}_ms", quantiles(outcome.seconds, n=100)[98] * 1000, "ms")
    if outcome.recoveries:
        figure(f"recovery_longest_{engine}_s", max(outcome.recoveries), "s")


if __name__ == "__main__":
    os.environ.setdefault("COMMONPLACE_CHEAP_PASSWORDS", "1")
    main()
