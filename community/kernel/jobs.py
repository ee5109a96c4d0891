"""Background work: truth stays in database rows, the job library only wakes the work and keeps the clock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from flask import Flask
from huey import SqliteHuey, crontab

from community.kernel import db

log = structlog.get_logger()

Duty = Callable[[], None]


class Jobs:
    """The duties of the site, and who runs them: this process, a worker, or the caller at once."""

    def __init__(self) -> None:
        self._duties: dict[str, Duty] = {}
        self._app: Flask | None = None
        self._huey: Any = None
        self._wake: Any = None
        self._running = False

    def duty(self, name: str, work: Duty) -> None:
        """Have `work` done whenever something was committed, and at least once a minute.

        It finds in the database what is due, may run twice, and must do nothing twice.
        """
        self._duties[name] = work

    def init_app(self, app: Flask) -> None:
        """Prepare the queue that the settings ask for."""
        self._app = app
        if app.config["JOBS"] != "immediate":
            self._make_queue(app)
        db.after_commit(self.wake)

    def _make_queue(self, app: Flask) -> None:
        path = Path(app.config["JOBS_FILE"])
        path.parent.mkdir(parents=True, exist_ok=True)
        self._huey = SqliteHuey("commonplace", filename=str(path), results=False)
        self._wake = self._huey.task(name="wake")(self.run_due)
        self._huey.periodic_task(crontab(minute="*"), name="sweep")(self.run_due)

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
        assert self._app is not None  # noqa: S101 (the queue exists only after init_app)
        for name, work in self._duties.items():
            with self._app.app_context():
                try:
                    work()
                except Exception:
                    log.exception("duty failed", duty=name)

    def consumer(self) -> Any:
        """The library's consumer, ready to start: one worker and the clock of the sweep."""
        return self._huey.create_consumer(workers=1, periodic=True, initial_delay=0.1, max_delay=1.0)


jobs = Jobs()
