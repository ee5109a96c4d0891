"""Whether anything is lost, told twice or shown to the wrong person while parts of the site fail under load.

    .venv/bin/python -m benchmarks.faults [--rounds 30] [--engines sqlite,postgresql]

Some people write reflections that mention one member, who reads all the time; the site, its worker and PostgreSQL run
as processes of their own. In each round one part fails and comes back, and nobody restarts what did not fail:

- the site or the worker is killed (`kill -9`);
- PostgreSQL is killed, hangs for a while, takes no writes, or its primary is lost and the standby takes over;
- the disk that SQLite's file is on has no room left.

What the site acknowledged has to be there once, its mention told once; a reader may meet a page or a calm word why
not (503, 507), never a failure of ours; and a text for its author alone must not be in any answer.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import monotonic, sleep
from typing import Final

import sqlalchemy as sa

from benchmarks.choosing import say
from benchmarks.faults.cluster import Cluster
from benchmarks.faults.people import CALM, Watcher
from benchmarks.faults.worker import Worker
from benchmarks.figures import figure
from benchmarks.writers.ground import PASSWORD, Written, people, settings_for, written
from benchmarks.writers.server import Server
from benchmarks.writers.writer import Writer
from community.accounts.models import Member
from community.accounts.service.joining import join
from community.audiences.service import choose_audience
from community.bootstrap.machine import postgres_programs
from community.entries.models import Entry
from community.factory import create_app
from community.kernel.db import commit, db, session
from community.notifications.models import Notification
from community.reflections.service import publish_reflection

WRITERS: Final = 4
PAUSE: Final = 0.2
PATIENCE: Final = 90.0
AWAY: Final = 1.0
"""Seconds for which a part is away."""

SECRET: Final = "Xylophonkatze"  # noqa: S105 (a word that is looked for)
WATCHER: Final = "watcher"


@dataclass(frozen=True)
class Fault:
    """A part fails, and comes back."""

    name: str
    begin: Callable[[], None]
    end: Callable[[], None]


@dataclass
class Outcome:
    """What came of the rounds on one engine."""

    acknowledged: list[str] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    recoveries: dict[str, list[float]] = field(default_factory=dict)
    read: Counter[int] = field(default_factory=Counter)
    harsh: list[str] = field(default_factory=list)
    leaks: int = 0
    written: Written = field(default_factory=lambda: Written(0, 0))
    untold: int = 0
    miscounted: int = 0


def main() -> None:
    """Let parts fail on each engine, then print what came of it."""
    parser = argparse.ArgumentParser(description="Parts of a site that fail while people write.")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--engines", default="sqlite,postgresql")
    chosen = parser.parse_args()
    outcomes = []
    for engine in chosen.engines.split(","):
        with ExitStack() as held:
            ground = _ground(engine, held)
            if ground is None:
                continue
            url, folder, own = ground
            outcomes.append(outcome := _rounds(url, folder, own, chosen.rounds))
            _tell(engine, outcome)
    if outcomes:
        _figures(outcomes)


def _ground(engine: str, held: ExitStack) -> tuple[str, Path, Sequence[Fault]] | None:
    """Where a site of this engine keeps everything, and how that may fail."""
    folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
    if engine == "sqlite":
        disk = held.enter_context(_small_disk(folder))
        return f"sqlite:///{disk or folder}/site.db", folder, [_full(disk)] if disk else []
    programs = postgres_programs()
    if programs is None:
        print("No PostgreSQL on this machine: its half is left out.")
        return None
    cluster = held.enter_context(Cluster(programs))
    return cluster.url, folder, _of_cluster(cluster)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of 64 MB, where this account may mount one."""
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(place)]
    mounted = subprocess.run(command, check=False)  # noqa: S603 (our own command)
    if mounted.returncode:
        print("No disk can be mounted here: that it is full is left out.")
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)  # noqa: S603, S607 (our own command)


def _full(disk: Path) -> Fault:
    ballast = disk / "ballast"

    def fill() -> None:
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))

    return Fault("disk full", fill, ballast.unlink)


def _of_cluster(cluster: Cluster) -> list[Fault]:
    def no_writes(wanted: str) -> None:
        cluster.primary.execute(f"ALTER SYSTEM SET default_transaction_read_only = {wanted}", "SELECT pg_reload_conf()")

    # Which node is the primary changes in the course of it.
    return [
        Fault("PostgreSQL killed", cluster.kill, cluster.start),
        Fault("PostgreSQL hangs", cluster.hold, cluster.go_on),
        Fault("no writes", lambda: no_writes("on"), lambda: no_writes("off")),
        Fault("primary lost", cluster.kill, cluster.promote),
    ]


def _rounds(url: str, folder: Path, own: Sequence[Fault], rounds: int) -> Outcome:
    settings = {**settings_for(url, folder), "JOBS": "worker"}
    app = create_app({**settings, "RATE_LIMITS": False, "JOBS": "immediate"})
    with app.app_context():
        names = people(WRITERS)
        _watcher_and_secret()
        db.session.remove()
        db.engine.dispose()
    outcome, worker = Outcome(), Worker(settings)
    worker.start()
    with closing(worker), Server(settings) as server:
        faults = [
            Fault("site killed", server.kill, server.start),
            Fault("worker killed", worker.kill, worker.start),
            *own,
        ]
        watcher = Watcher(server.address, WATCHER, PASSWORD, SECRET)
        writers = [
            Writer(server.address, name, PASSWORD, float("inf"), f"It *worked*, @{WATCHER}.", PAUSE) for name in names
        ]
        watcher.sign_in()
        for one in (watcher, *writers):
            one.start()
        _until_written(writers, 0)
        for number, fault in zip(range(rounds), itertools.cycle(faults), strict=False):
            say(f"{number + 1} of {rounds}: {fault.name}")
            outcome.recoveries.setdefault(fault.name, []).append(_fail(fault, writers))
        for writer in writers:
            writer.stop()
            outcome.acknowledged += writer.acknowledged
            outcome.refused.update(writer.refused)
            outcome.harsh += [f"a form: {status}" for status in writer.refused if status not in CALM]
        watcher.stop()
        outcome.read, outcome.harsh, outcome.leaks = watcher.statuses, watcher.harsh, watcher.leaks
        with app.app_context():
            _look(outcome)
            db.session.remove()
            db.engine.dispose()
    assert outcome.read[200], "Nobody read."
    return outcome


def _watcher_and_secret() -> None:
    join(name="Watcher", username=WATCHER, email="watcher@example.org", password=PASSWORD)
    keeper = join(name="Keeper", username="keeper", email="keeper@example.org", password=PASSWORD)
    alone = choose_audience(keeper, "self", people=[], public_allowed=False)
    publish_reflection(author=keeper, audience=alone, title=f"It worked {SECRET}", source=f"It worked {SECRET}")
    commit()


def _fail(fault: Fault, writers: Sequence[Writer]) -> float:
    """Let a part fail; the seconds from when it began to come back until somebody's text was taken."""
    fault.begin()
    sleep(AWAY)
    began, before = monotonic(), _written_by(writers)
    fault.end()
    _until_written(writers, before)
    return monotonic() - began


def _until_written(writers: Sequence[Writer], before: int) -> None:
    until = monotonic() + PATIENCE
    while _written_by(writers) <= before:
        if monotonic() > until:
            raise RuntimeError("The site did not heal.")
        sleep(0.01)


def _written_by(writers: Sequence[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def _look(outcome: Outcome) -> None:
    """Count what is there, once the worker has told what there was to tell."""
    outcome.written = written(outcome.acknowledged)
    until = monotonic() + PATIENCE
    while (untold := _untold()) and monotonic() < until:
        session().rollback()
        sleep(0.2)
    outcome.untold = untold
    told = session().scalar(sa.select(sa.func.count()).select_from(Notification).where(Notification.read_at.is_(None)))
    shown = session().scalar(sa.select(Member.unread_count).where(Member.username == WATCHER))
    outcome.miscounted = abs((shown or 0) - (told or 0))


def _untold() -> int:
    """How many of the texts that mention the watcher they have not heard of."""
    told = (
        sa.select(Notification.entry_id)
        .join(Member, Member.id == Notification.member_id)
        .where(Member.username == WATCHER)
    )
    texts = sa.select(sa.func.count()).select_from(Entry).where(Entry.title.startswith("What I tried"))
    return session().scalar(texts.where(Entry.id.not_in(told))) or 0


def _tell(engine: str, outcome: Outcome) -> None:
    say("")
    print(
        f"{engine}: {len(outcome.acknowledged)} reflections acknowledged, writers were refused with"
        f" {dict(outcome.refused)}, the reader was answered with {dict(outcome.read)}"
    )
    for name, seconds in outcome.recoveries.items():
        print(f"  {name}: {len(seconds)} times, served again after {max(seconds):.1f} s at most")
    for answer in sorted(set(outcome.harsh)):
        print(f"  somebody met {answer}")


def _figures(outcomes: Sequence[Outcome]) -> None:
    every = [(name, each) for outcome in outcomes for name, many in outcome.recoveries.items() for each in many]
    # Writing goes on while the worker is away: how soon it is back says nothing of that.
    seconds = [each for name, each in every if name != "worker killed"]
    figure("rounds", len(every), "faults")
    figure("writes_lost", sum(outcome.written.lost for outcome in outcomes), "reflections")
    figure("mentions_lost", sum(outcome.untold for outcome in outcomes), "notifications")
    figure("shown_twice", sum(outcome.written.twice + outcome.miscounted for outcome in outcomes), "times")
    figure("leaks", sum(outcome.leaks for outcome in outcomes), "answers")
    figure("harsh_answers", sum(len(outcome.harsh) for outcome in outcomes), "answers")
    if len(seconds) > 1:
        figure("recovery_p95_s", quantiles(seconds, n=20, method="inclusive")[18], "s")


if __name__ == "__main__":
    os.environ.setdefault("COMMONPLACE_CHEAP_PASSWORDS", "1")
    main()
