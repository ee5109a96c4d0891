"""Sending what is due: a batch is claimed, written as its readers may see things now, and goes over one connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

import structlog
from flask import current_app

from community.kernel import clock
from community.kernel.db import reading, session
from community.kernel.mail import outbox, returns, subscriptions, transports
from community.kernel.mail.addresses import bounce_address, has_inbox
from community.kernel.mail.models import MailState, OutgoingMail
from community.kernel.mail.office import Later, Rank, office
from community.kernel.mail.writing import message, message_id, sender_address

log = structlog.get_logger()

BATCH = 100
TURN = 1000
"""The most mails before other work gets its turn."""


@dataclass(frozen=True)
class _Written:
    mail: EmailMessage
    to: str
    sender: str
    rank: Rank
    subscription: str
    leased_until: datetime | None


class _NotOurs(Exception):
    """The lease ran out, and somebody else may be sending this mail."""


class _Settled(Exception):
    """There is nothing to send: the row says why."""


def post_due(*, raising: bool = False, limit: int = TURN) -> bool:
    """Send what is due and claimed by nobody else, at most `limit` mails.

    Args:
        raising: let the failure of a composer out (tests) instead of noting it with the mail.
        limit: the most mails in this call.

    Returns:
        Whether more may wait.
    """
    if not outbox.has_work():
        session().rollback()
        return False
    _settle_left_behind()
    for _batch in range(0, limit, BATCH):
        ids = outbox.claim(min(BATCH, limit))
        if not ids:
            session().rollback()
            return False
        if not _post_batch(ids, raising):
            return False
    return True


def _post_batch(ids: list[int], raising: bool) -> bool:
    """Send claimed mails over one connection; False when the server cannot be reached."""
    until, arrived = clock.now() + outbox.LEASE / 2, list[int]()
    with transports.chosen(dict(current_app.config)) as transport:
        for number, mail_id in enumerate(ids):
            if clock.now() > until:
                outbox.release(ids[number:])
                break
            try:
                _post(mail_id, transport, arrived, raising)
            except transports.Unreachable as error:
                log.warning("mail server unreachable", error=str(error))
                outbox.confirm(arrived)
                _wait_for_the_server(ids[number:], str(error))
                return False
    outbox.confirm(arrived)
    return True


def _settle_left_behind() -> None:
    """What a worker that died was about to hand over goes again only where it is known not to have gone."""
    rows = outbox.left_behind()
    if not rows:
        session().rollback()
        return
    with transports.chosen(dict(current_app.config)) as transport:
        known = {row.id: transport.has(message_id(row.key)) for row in rows}
    for row in rows:
        row.leased_until = None
        if known[row.id] is None:
            row.state, row.error = MailState.UNCLEAR.value, "A worker died while it went."
        elif not known[row.id]:
            row.state, row.sent_at = MailState.WAITING.value, None
    session().commit()


def _wait_for_the_server(ids: list[int], error: str) -> None:
    """The mail that was being sent waits like the others; that the server is away is no fault of theirs."""
    for mail_id in ids:
        outbox.postpone(mail_id, clock.now() + outbox.FIRST_PAUSE, error)


def _post(mail_id: int, transport: transports.Transport, arrived: list[int], raising: bool) -> None:
    """Send one mail; what is in `arrived` is written down with its mark, and if it was taken, it takes its place."""
    try:
        written = _compose(mail_id, raising)
    except _Settled:
        return
    gone = False

    def before() -> None:
        nonlocal gone
        marked = outbox.mark_sent(
            mail_id, leased_until=written.leased_until, subscription=written.subscription, arrived=arrived
        )
        if not marked:
            raise _NotOurs
        gone = True

    try:
        _hand_over(transport, written, before)
        arrived[:] = [mail_id]
    except _NotOurs:
        log.info("mail left to another worker", mail_id=mail_id)
    except transports.NotTaken as refusal:
        _refused(mail_id, written, refusal)
    except transports.Unreachable as error:
        if not gone:
            raise
        outbox.finish(mail_id, MailState.UNCLEAR, str(error))


def _hand_over(transport: transports.Transport, written: _Written, before: Callable[[], None]) -> None:
    transport.hand_over(written.mail, sender=written.sender, to=written.to, rank=written.rank, before=before)


def _refused(mail_id: int, written: _Written, refusal: transports.NotTaken) -> None:
    if not refusal.is_final:
        outbox.try_later(mail_id, str(refusal))
        return
    if refusal.speaks_of_the_address:
        returns.address_failed(written.to, str(refusal))
        outbox.finish(mail_id, MailState.BOUNCED, str(refusal))
    else:
        outbox.finish(mail_id, MailState.FAILED, str(refusal))


def _compose(mail_id: int, raising: bool) -> _Written:
    """The message of a row; what is dropped, put off or cannot be written is settled here."""
    try:
        with reading():
            written = _written(mail_id)
            session().rollback()
    except Later as later:
        session().rollback()
        outbox.postpone(mail_id, later.until)
        raise _Settled from later
    except Exception as error:
        session().rollback()
        outbox.finish(mail_id, MailState.FAILED, f"{type(error).__name__}: {error}")
        log.exception("mail not written", mail_id=mail_id)
        if raising:
            raise
        raise _Settled from error
    if written is None:
        outbox.finish(mail_id, MailState.DROPPED)
        raise _Settled
    return written


def _written(mail_id: int) -> _Written | None:
    row = session().get_one(OutgoingMail, mail_id, populate_existing=True)
    leased_until, kind = row.leased_until, office.kinds[row.kind]
    letter = kind.compose(row)
    if letter is None or returns.is_stopped(letter.to):
        return None
    return _Written(
        mail=message(letter, key=row.key, kind=row.kind, rank=Rank(row.rank)),
        to=letter.to,
        sender=bounce_address(row.id) if has_inbox() else sender_address(),
        rank=Rank(row.rank),
        subscription=subscriptions.written(letter.subscription),
        leased_until=leased_until,
    )
