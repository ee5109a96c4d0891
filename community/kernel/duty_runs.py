"""How background work went the last time, for the health page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel import clock
from community.kernel.db import Model, Moment, UtcDateTime, session

OFTEN_ENOUGH = timedelta(minutes=1)
"""Work that goes well is noted at most this often: after each act of a member would be too much."""


class DutyRun(Model):
    """The last run of one duty or schedule."""

    __tablename__ = "duty_run"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    at: Mapped[Moment]
    seconds: Mapped[float]
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_failing(self) -> bool:
        """Whether it failed the last time."""
        return self.failures > 0


def last_runs() -> Sequence[DutyRun]:
    """The last run of everything that ever ran, by name."""
    return session().scalars(select(DutyRun).order_by(DutyRun.name)).all()


def note_success(name: str, began: datetime) -> None:
    """Note that a duty was done, unless that was noted a moment ago."""
    last = session().get(DutyRun, name)
    if last is not None and not last.is_failing and began - last.at < OFTEN_ENOUGH:
        session().rollback()
        return
    run = _run(last, name, began)
    run.succeeded_at, run.failures, run.error = run.at, 0, ""
    session().commit()


def note_failure(name: str, began: datetime, error: Exception) -> None:
    """Note that a duty failed, and why."""
    run = _run(session().get(DutyRun, name), name, began)
    run.failures += 1
    run.error = f"{type(error).__name__}: {error}"[:2000]
    session().commit()


def _run(last: DutyRun | None, name: str, began: datetime) -> DutyRun:
    run = last or DutyRun(name=name, failures=0, error="")
    session().add(run)
    run.at = clock.now()
    run.seconds = (run.at - began).total_seconds()
    return run
