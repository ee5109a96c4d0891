"""Whether the machine room is well: events on their way, duties, mail; and how what failed is tried again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from community.kernel import clock
from community.kernel.bus import PARKED, WAITING, EventDelivery
from community.kernel.db import session
from community.kernel.duty_runs import DutyRun, last_runs
from community.kernel.jobs import jobs
from community.kernel.mail.figures import MailFigures, mail_figures, troubled_mails
from community.kernel.mail.models import OutgoingMail


@dataclass(frozen=True)
class Duty:
    """A duty or schedule and its last run; None when it never ran."""

    name: str
    run: DutyRun | None


@dataclass(frozen=True)
class Health:
    """How the background work is doing now."""

    waiting_events: int
    oldest_event_at: datetime | None
    failing_events: int
    wake_ups: int
    duties: Sequence[Duty]
    parked: Sequence[EventDelivery]
    mail: MailFigures
    troubled_mails: Sequence[OutgoingMail]

    @property
    def is_well(self) -> bool:
        """Whether nothing waits for an administrator."""
        failing = any(duty.run is not None and duty.run.is_failing for duty in self.duties)
        return not (failing or self.parked or self.troubled_mails)


@dataclass(frozen=True)
class WorkFigures:
    """The same in numbers alone, for a machine that looks every few seconds."""

    waiting_events: int
    oldest_event_at: datetime | None
    parked_events: int
    wake_ups: int
    failures_by_duty: dict[str, int]
    mails_by_state: dict[str, int]


def work_figures() -> WorkFigures | None:
    """How the background work is doing in numbers; None when the database does not answer."""
    try:
        waiting, oldest, _failing = _events()
        parked = session().scalar(select(func.count()).where(EventDelivery.state == PARKED)) or 0
        mail = mail_figures()
        failures = {row.name: row.failures for row in session().execute(select(DutyRun.name, DutyRun.failures))}
    except SQLAlchemyError:
        session().rollback()
        return None
    return WorkFigures(
        waiting_events=waiting,
        oldest_event_at=oldest,
        parked_events=parked,
        wake_ups=jobs.pending(),
        failures_by_duty={name: failures.get(name, 0) for name in jobs.names()},
        mails_by_state={
            "waiting": mail.waiting,
            "failed": mail.failed,
            "unclear": mail.unclear,
            "bounced": mail.bounced,
        },
    )


def health() -> Health:
    """How the background work is doing now."""
    waiting, oldest, failing = _events()
    runs = {run.name: run for run in last_runs()}
    return Health(
        waiting_events=waiting,
        oldest_event_at=oldest,
        failing_events=failing,
        wake_ups=jobs.pending(),
        duties=[Duty(name, runs.get(name)) for name in jobs.names()],
        parked=_parked(),
        mail=mail_figures(),
        troubled_mails=troubled_mails(),
    )


def retry_delivery(event_id: int, subscriber: str) -> bool:
    """Bring a parked event to its subscriber again; False when there is no such delivery."""
    delivery = session().get(EventDelivery, (event_id, subscriber))
    if delivery is None or delivery.state != PARKED:
        return False
    delivery.state, delivery.attempts, delivery.due_at = WAITING, 0, clock.now()
    return True


def retry_duty(name: str) -> bool:
    """Have a duty done now; False when there is none of this name."""
    if name not in jobs.names():
        return False
    jobs.ask_for(name)
    return True


def _events() -> tuple[int, datetime | None, int]:
    waiting = EventDelivery.state == WAITING
    count, oldest = session().execute(select(func.count(), func.min(EventDelivery.due_at)).where(waiting)).one()
    failing = session().scalar(select(func.count()).where(waiting, EventDelivery.attempts > 0)) or 0
    return count, oldest, failing


def _parked(limit: int = 50) -> Sequence[EventDelivery]:
    statement = select(EventDelivery).where(EventDelivery.state == PARKED).options(joinedload(EventDelivery.event))
    return session().scalars(statement.order_by(EventDelivery.event_id.desc()).limit(limit)).all()
