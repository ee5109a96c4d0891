"""How the mail is doing, for the health page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from community.kernel import clock
from community.kernel.db import session
from community.kernel.mail.models import MailState, OutgoingMail
from community.kernel.mail.returns import stopped_addresses

DAY = timedelta(days=1)


@dataclass(frozen=True)
class MailFigures:
    """What waits, what went in the last day, what did not arrive."""

    waiting: int
    oldest_due_at: datetime | None
    sent: int
    failed: int
    unclear: int
    bounced: int
    stopped_addresses: int


def mail_figures() -> MailFigures:
    """How the mail is doing now."""
    counts = _counts()
    return MailFigures(
        waiting=counts.get(MailState.WAITING, 0),
        oldest_due_at=_oldest_due(),
        sent=_sent_since(clock.now() - DAY),
        failed=counts.get(MailState.FAILED, 0),
        unclear=counts.get(MailState.UNCLEAR, 0),
        bounced=counts.get(MailState.BOUNCED, 0),
        stopped_addresses=stopped_addresses(),
    )


def troubled_mails(limit: int = 50) -> Sequence[OutgoingMail]:
    """The mails that failed or of which nobody knows whether they went, the newest first."""
    statement = (
        select(OutgoingMail)
        .where(OutgoingMail.state.in_((MailState.FAILED, MailState.UNCLEAR)))
        .order_by(OutgoingMail.id.desc())
        .limit(limit)
    )
    return session().scalars(statement).all()


def _counts() -> dict[str, int]:
    """Mails by state; those that went are not counted, they are many."""
    rest = [state.value for state in MailState if state not in (MailState.SENT, MailState.DROPPED)]
    statement = select(OutgoingMail.state, func.count(OutgoingMail.id)).where(OutgoingMail.state.in_(rest))
    rows = session().execute(statement.group_by(OutgoingMail.state))
    return {row[0]: row[1] for row in rows}


def _oldest_due() -> datetime | None:
    statement = select(OutgoingMail.due_at).where(
        OutgoingMail.state == MailState.WAITING, OutgoingMail.due_at <= clock.now()
    )
    return session().scalar(statement.order_by(OutgoingMail.due_at).limit(1))


def _sent_since(moment: datetime) -> int:
    return session().scalar(select(func.count(OutgoingMail.id)).where(OutgoingMail.sent_at > moment)) or 0
