"""Workers as processes of their own, which do what is due each time the clock is set, until they are killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from datetime import UTC, datetime
from multiprocessing.context import ForkProcess
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from flask import Flask

from benchmarks.simulate.record import Record
from community.kernel import clock
from community.kernel.db import db
from community.kernel.mail import posting, transports
from community.programs.deliveries.planning import look_at_all_due

PATIENCE = 120.0
"""Seconds in which a worker is to have done what one moment asks for."""

_fork = multiprocessing.get_context("fork")


class Crew:
    """Workers who share a clock; whoever is killed is replaced at once."""

    def __init__(self, app: Flask, record: Path, size: int) -> None:
        self._app, self._record = app, record
        self._now: Synchronized[float] = _fork.Value("d", 0.0)
        self._tick: Synchronized[int] = _fork.Value("q", 0)
        self._done = _fork.Array("q", size)
        self._workers: list[ForkProcess] = [self._begin(number) for number in range(size)]

    def set_clock(self, now: datetime) -> None:
        """Let it be `now` for everyone, and have them look at what is due."""
        clock.now = lambda: now
        self._now.value = now.timestamp()
        self._tick.value += 1

    def are_done(self) -> bool:
        """Whether every worker did what was due at the present moment."""
        return all(self._done[number] >= self._tick.value for number in range(len(self._done)))

    def wait_a_little(self, began: float) -> None:
        """Give the workers the processor.

        Raises:
            TimeoutError: when they have worked at one moment for too long.
        """
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError("The workers do not come to an end.")
        time.sleep(0.0005)

    def kill(self, number: int) -> None:
        """Kill a worker as a machine that loses power does, and begin another one."""
        worker = self._workers[number]
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        self._workers[number] = self._begin(number)

    def dismiss(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.kill()
            worker.join()

    def _begin(self, number: int) -> ForkProcess:
        worker = _fork.Process(target=self._work, args=(number,), daemon=True)
        worker.start()
        return worker

    def _work(self, number: int) -> None:
        clock.now = lambda: datetime.fromtimestamp(self._now.value, UTC)
        way_out = Record(self._record)
        transports.chosen = lambda config: way_out  # noqa: ARG005 (the settings would say another way)
        with self._app.app_context():
            # The connections that were inherited belong to the process that made them.
            db.engine.dispose(close=False)
            while True:
                self._turn(number)

    def _turn(self, number: int) -> None:
        tick = self._tick.value
        if self._done[number] >= tick:
            time.sleep(0.0005)
            return
        while look_at_all_due() or posting.post_due(raising=True):
            pass
        db.session.remove()
        self._done[number] = tick
