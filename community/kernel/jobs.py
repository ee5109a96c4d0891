"""Background work: truth stays in database rows, the job library only wakes the work and keeps the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import structlog
from flask import Flask
from huey import PostgresHuey, SqliteHuey, crontab

from community.kernel import clock, db
from community.kernel.duty_runs import note_failure, note_success

log = structlog.get_logger()

Duty = Callable[[], bool | None]
"""Finds in the database what is due and does it; True means that more may wait, so that it soon gets another turn."""

TABLES = "commonplace_jobs"


class Jobs:
    """The duties of the site, and who runs them: this process, a worker, or the caller at once."""

    def __init__(self) -> None:
        self._duties: dict[str, Duty] = {}
        self._schedules: dict[str, tuple[int, Duty]] = {}
        self._app: Flask | None = None
        self._huey: Any = None
        self._wake: Any = None
        self._one: Any = None
        self._running = False

    def duty(self, name: str, work: Duty) -> None:
        """Have `work` done whenever something was committed, and at least once a minute.

        It finds in the database what is due, may run twice, and must do nothing twice.
        """
        self._duties[name] = work

    def every(self, minutes: int, name: str, work: Duty) -> None:
        """Have `work` done by the clock alone; it too may run twice, and must do nothing twice.

        Args:
            minutes: how often; a divisor of 60.
        """
        self._schedules[name] = (minutes, work)

    def names(self) -> list[str]:
        """What all duties and schedules are called."""
        return [*self._duties, *self._schedules]

    def init_app(self, app: Flask) -> None:
        """Prepare the queue that the settings ask for."""
        self._app = app
        if app.config["JOBS"] != "immediate":
            self._make_queue(app)
        db.after_commit(self.wake)

    def _make_queue(self, app: Flask) -> None:
        self._huey = _queue(app)
        self._wake = self._huey.task(name="wake")(self.run_due)
        self._one = self._huey.task(name="one")(self.run)
        self._huey.periodic_task(crontab(minute="*"), name="sweep")(self.run_due)
        for name, (minutes, _work) in self._schedules.items():
            self._huey.periodic_task(crontab(minute=f"*/{minutes}"), name=name)(self._runner(name))

    def _runner(self, name: str) -> Callable[[], None]:
        def run() -> None:
            self.run(name)

        return run

    def wake(self) -> None:
        """Tell whoever runs the duties that there may be work; with immediate jobs, do it now."""
        if self._app is None:
            return
        if self._app.config["JOBS"] == "immediate":
            self._run_now()
        elif self._huey is not None and self._huey.pending_count() == 0:
            self._wake()

    def _run_now(self) -> None:
        if self._running:
            return
        self._running = True
        try:
            for work in self._duties.values():
                work()
        finally:
            self._running = False

    def run_due(self) -> None:
        """Run every duty once, each alone: one that fails does not keep the others from their work."""
        more = [name for name in self._duties if self.run(name)]
        if more:
            self.wake()

    def run(self, name: str) -> bool:
        """Run one duty or schedule now, and note how it went.

        Returns:
            Whether it says that more waits.

        Raises:
            KeyError: when there is none of this name.
        """
        assert self._app is not None  # noqa: S101 (nobody runs duties before init_app)
        with self._app.app_context():
            return self._do(name)

    def ask_for(self, name: str) -> None:
        """Have one duty or schedule done soon; with immediate jobs, do it now.

        Raises:
            KeyError: when there is none of this name.
        """
        if name not in self.names():
            raise KeyError(name)
        if self._huey is None:
            self._do(name)
        else:
            self._one(name)

    def _do(self, name: str) -> bool:
        work = self._duties.get(name) or self._schedules[name][1]
        began = clock.now()
        try:
            more = work()
        except Exception as error:
            log.exception("duty failed", duty=name)
            db.session().rollback()
            note_failure(name, began, error)
            return False
        note_success(name, began)
        return bool(more)

    def pending(self) -> int:
        """How many wake-up calls nobody has heard yet."""
        return int(self._huey.pending_count()) if self._huey is not None else 0

    def consumer(self) -> Any:
        """The library's consumer, ready to start: one worker and the clock of the sweep.

        TERM, by which servers are stopped, lets it finish what it has in hand; INT ends it at once.
        """
        return self._huey.create_consumer(
            workers=1, periodic=True, initial_delay=0.1, max_delay=1.0, graceful_signal="TERM"
        )


def _queue(app: Flask) -> Any:
    address = app.config["JOBS_DATABASE"]
    if address:
        return PostgresHuey("commonplace", dsn=address, table_prefix=TABLES, results=False)
    path = Path(app.config["JOBS_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("commonplace", filename=str(path), results=False)


def committed(work: Callable[[], object]) -> Duty:
    """`work` as a duty whose act ends with it: services leave the commit to whoever calls them."""

    def run() -> None:
        work()
        db.commit()

    return run


T = TypeVar("T")


def one_by_one(take: Callable[[], T | None], act: Callable[[T], None], *, turn: int = 100) -> Duty:
    """A duty that takes what is due and acts on it, each in a transaction of its own.

    Args:
        take: marks the next thing as done and gives it, or None; the mark is durable before `act` begins.
        act: does it, so at most once whatever is killed.
        turn: how many before other work gets its turn.
    """

    def run() -> bool:
        for _each in range(turn):
            found = take()
            if found is None:
                db.session().rollback()
                return False
            db.session().commit()
            act(found)
            db.session().commit()
        return True

    return run


jobs = Jobs()
