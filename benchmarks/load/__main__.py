"""Whether the site answers in time on a working day of five thousand members.

    .venv/bin/python -m benchmarks.load [--minutes 8] [--pace 1] [--entries 10000] [--engines sqlite,postgresql]

The site as `python3 app.py` serves it, its worker and the members are processes of their own, on the same machine. What
members do stands in `day.py`, what has to be held in `objectives.py`. `--pace 4` has four times as many people come.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.choosing import say
from benchmarks.databases import database
from benchmarks.faults.worker import Worker
from benchmarks.figures import figure, table
from benchmarks.load.day import BUSIEST, HOURS, requests_of_a_member, requests_per_second
from benchmarks.load.objectives import OBJECTIVES, percentile, share_met
from benchmarks.load.plan import Answer, Plan, read_answers
from benchmarks.load.world import settle
from benchmarks.writers.ground import settings_for
from benchmarks.writers.server import Server
from community.factory import create_app


def main() -> None:
    """Play the day on each engine, then print how long answers took."""
    parser = argparse.ArgumentParser(description="A working day of five thousand members.")
    parser.add_argument("--minutes", type=float, default=8, help="how long the eight hours last")
    parser.add_argument("--pace", type=float, default=1, help="how many times as many people come")
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--engines", default="sqlite")
    chosen = parser.parse_args()
    print(
        f"{requests_of_a_member():.1f} requests of each member in eight hours;"
        f" {requests_per_second(BUSIEST, chosen.pace):.1f} a second in the busiest hour"
    )
    engines = chosen.engines.split(",")
    for engine in engines:
        with database(engine) as url, tempfile.TemporaryDirectory() as folder:
            if url:
                answers = _play(url, Path(folder), chosen.entries, chosen.minutes * 60, chosen.pace)
                _tell(engine, answers, chosen.minutes * 60 / len(HOURS), f"_{engine}" if len(engines) > 1 else "")


def _play(url: str, folder: Path, entries: int, seconds: float, pace: float) -> list[Answer]:
    settings = {**settings_for(url, folder), "JOBS": "worker"}
    known = settle(create_app({**settings, "RATE_LIMITS": False, "JOBS": "immediate"}), entries)
    worker = Worker(settings)
    worker.start()
    with closing(worker), Server(settings) as server:
        say("the day begins")
        Plan(server.address, seconds, pace, known).write(folder / "plan.json")
        files = [str(folder / name) for name in ("plan.json", "answers.json")]
        subprocess.run([sys.executable, "-m", "benchmarks.load.members", *files], check=True)  # noqa: S603 (our own program)
    return read_answers(folder / "answers.json")


def _tell(engine: str, answers: Sequence[Answer], seconds_of_an_hour: float, suffix: str) -> None:
    say("")
    busiest = [answer for answer in answers if answer.hour == BUSIEST]
    print(f"{engine}: {len(answers)} answers, {len(busiest)} of them in the busiest hour, in milliseconds:")
    table(("", "answers", "p50", "p95", "p99"), [_row(busiest, *one) for one in sorted({a[:2] for a in busiest})])
    for (name, trouble), number in Counter((a.name, a.trouble) for a in answers if a.trouble).items():
        print(f"  {name}: {trouble} ({number})")
    figure(f"load_requests_per_second{suffix}", len(busiest) / seconds_of_an_hour, "requests/s")
    for one in OBJECTIVES:
        figure(f"load_{one.name}{suffix}", percentile(busiest, one.kind, one.percentile), "ms")
    figure(f"load_errors{suffix}", sum(1 for answer in answers if answer.trouble), "answers")
    figure(f"load_slo_met{suffix}", share_met(answers, busiest), "share")


def _row(answers: Sequence[Answer], kind: str, name: str) -> list[str | float]:
    mine = [answer for answer in answers if answer[:2] == (kind, name)]
    return [f"{kind}: {name}", float(len(mine)), *(percentile(mine, kind, part) for part in (50, 95, 99))]


if __name__ == "__main__":
    os.environ.setdefault("COMMONPLACE_CHEAP_PASSWORDS", "1")
    main()
