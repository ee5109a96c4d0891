"""Background work: whoever runs it, it is woken, taken and noted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from community.kernel.db import session
from community.kernel.duty_runs import last_runs
from community.kernel.jobs import TABLES, Jobs, one_by_one
from tests.schema import Engine


@pytest.fixture
def jobs(app: Flask, engine: Engine, tmp_path: Path) -> Iterator[Jobs]:
    """Jobs of their own, woken by the engine of this run: a file, or a database that many machines share."""
    is_shared = engine.url.startswith("postgresql")
    app.config.update(JOBS="worker", JOBS_FILE=str(tmp_path / "jobs.db"))
    app.config["JOBS_DATABASE"] = engine.url.replace("+psycopg", "") if is_shared else ""
    made = Jobs()
    made._app = app
    yield made
    if is_shared:
        _leave_no_trace(made)


def _leave_no_trace(jobs: Jobs) -> None:
    """Close what the library leaves to the end of the process, and take its tables away."""
    jobs._huey.storage.close()
    for name in ("kv", "schedule", "task", "counter"):
        session().execute(text(f"DROP TABLE {TABLES}_{name}"))
    session().commit()


def work_off(jobs: Jobs) -> int:
    """Do what is in the queue, as a worker would; how many calls there were."""
    done = 0
    while (task := jobs._huey.dequeue()) is not None:
        jobs._huey.execute(task)
        done += 1
    return done


def test_a_wake_up_call_runs_every_duty_and_is_noted(app: Flask, jobs: Jobs) -> None:
    ran: list[str] = []

    def fail() -> None:
        raise OSError("no route to host")

    jobs.duty("sweep", lambda: ran.append("sweep"))
    jobs.duty("fail", fail)
    jobs.duty("polish", lambda: ran.append("polish"))
    jobs._make_queue(app)
    jobs._huey.storage.flush_queue()
    jobs.wake()
    jobs.wake()
    assert jobs.pending() == 1
    assert work_off(jobs) == 1
    session().expire_all()
    assert ran == ["sweep", "polish"]
    assert {run.name: run.is_failing for run in last_runs()} == {"fail": True, "polish": False, "sweep": False}


def test_a_duty_that_has_more_to_do_is_woken_again(app: Flask, jobs: Jobs) -> None:
    left = [3]

    def work() -> bool:
        left[0] -= 1
        return left[0] > 0

    jobs.duty("dig", work)
    jobs._make_queue(app)
    jobs._huey.storage.flush_queue()
    jobs.wake()
    assert (work_off(jobs), left) == (3, [0])


def test_what_is_taken_one_by_one_gives_others_their_turn(app: Flask) -> None:
    heap, done = list(range(5)), list[int]()
    duty = one_by_one(lambda: heap.pop() if heap else None, done.append, turn=3)
    assert [duty(), duty()] == [True, False]
    assert sorted(done) == [0, 1, 2, 3, 4]
