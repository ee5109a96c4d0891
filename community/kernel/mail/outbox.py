"""The mails that wait, and who may send them: rows are claimed for a while, and each is marked before it goes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from community.kernel import clock
from community.kernel.db import Model, session
from community.kernel.mail.allowance import room_by_domain
from community.kernel.mail.models import MailState, OutgoingMail
from community.kernel.mail.office import office

LEASE = timedelta(minutes=3)
PORTION = 500
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)
ATTEMPTS = 10
"""A server that refuses for the time being is tried again for about two days."""

_CLAIMS = 0x6D61696C
"""One number for all who claim mails on PostgreSQL, so that the limits of domains hold for all together."""


# Every change here ends with a commit, after which nobody holds what the rows said before.
_ROWS = Model.metadata.tables[OutgoingMail.__tablename__]

_ANYTHING = select(
    or_(
        select(OutgoingMail.id)
        .where(OutgoingMail.state == MailState.WAITING.value, OutgoingMail.due_at <= bindparam("now"))
        .exists(),
        select(OutgoingMail.id)
        .where(OutgoingMail.state == MailState.SENT.value, OutgoingMail.leased_until <= bindparam("now"))
        .exists(),
    )
)


@dataclass(frozen=True)
class Recipient:
    """One row to queue.

    Attributes:
        address: where it goes.
        key: for whom, of what and of which kind; letters, digits, dots and hyphens. Empty: like no other.
        member_id: whose mail it is, if it is a member's.
        facts: what the composer needs, as JSON.
        due_at: not before; now by default.
    """

    address: str
    key: str = ""
    member_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    due_at: datetime | None = None


def queue(
    kind: str,
    address: str,
    *,
    key: str = "",
    member_id: int | None = None,
    due_at: datetime | None = None,
    **facts: Any,
) -> None:
    """Have one mail sent after the transaction that runs; see `Recipient`."""
    queue_many(kind, [Recipient(address, key, member_id, facts, due_at)])


def queue_many(kind: str, recipients: Iterable[Recipient]) -> int:
    """Have many mails sent after the transaction that runs; a key that was there already changes nothing.

    Args:
        kind: one that the office knows.
        recipients: may be a generator; some hundred are in memory at a time.

    Returns:
        How many were new.
    """
    rank, now = int(office.kinds[kind].rank), clock.now()
    rows = (_row(kind, rank, one, now) for one in recipients)
    return sum(_insert(portion) for portion in _portions(rows))


def has_work() -> bool:
    """Whether a mail is due, or was left behind by a worker that died: asked after every act, so in one statement."""
    return bool(session().scalar(_ANYTHING, {"now": clock.now()}))


def claim(size: int) -> list[int]:
    """Take up to `size` mails that are due, the most urgent first, for `LEASE`; others leave them alone meanwhile.

    Returns:
        Their ids. The lease is durable when this returns.
    """
    now = clock.now()
    if session().get_bind().dialect.name == "postgresql":
        session().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIMS})
    room = room_by_domain(now)
    full = [domain for domain, left in room.items() if left <= 0]
    rows = session().execute(
        select(OutgoingMail.id, OutgoingMail.domain)
        .where(OutgoingMail.state == MailState.WAITING, OutgoingMail.due_at <= now)
        .where(or_(OutgoingMail.leased_until.is_(None), OutgoingMail.leased_until <= now))
        .where(OutgoingMail.domain.not_in(full))
        .order_by(OutgoingMail.rank, OutgoingMail.due_at, OutgoingMail.id)
        .limit(size)
        .with_for_update(skip_locked=True)
    )
    ids = [mail_id for mail_id, domain in rows if _takes_room(room, domain)]
    _change(ids, leased_until=now + LEASE)
    session().commit()
    return ids


def mark_sent(mail_id: int, *, leased_until: datetime | None, subscription: str, arrived: Sequence[int] = ()) -> bool:
    """Write down that a mail goes now, durably, before it goes: whatever is killed after this, it goes once.

    The row keeps its lease until somebody writes down that the mail arrived; so a lease that ran out tells of a
    worker that died in between.

    Args:
        arrived: mails that went before it and were taken, written down at the same time.

    Returns:
        Whether the lease still held; if not, somebody else may send it and we must not.
    """
    if arrived:
        _change(arrived, leased_until=None)
    statement = (
        update(_ROWS)
        .where(_ROWS.c.id == mail_id, _ROWS.c.state == MailState.WAITING.value, _ROWS.c.leased_until == leased_until)
        .values(state=MailState.SENT.value, sent_at=clock.now(), error="", subscription=subscription)
    )
    marked = session().execute(statement).rowcount == 1  # type: ignore[attr-defined]  # an update has a count
    session().commit()
    return bool(marked)


def try_later(mail_id: int, error: str) -> None:
    """Wait longer each time before a mail is tried again, and give up in the end."""
    mail = session().get_one(OutgoingMail, mail_id)
    mail.attempts += 1
    pause = min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    state = MailState.FAILED if mail.attempts >= ATTEMPTS else MailState.WAITING
    _settle([mail_id], state, error, due_at=clock.now() + pause)


def postpone(mail_id: int, until: datetime, error: str = "") -> None:
    """Leave a mail until then; that is no failure of its own."""
    _settle([mail_id], MailState.WAITING, error, due_at=until)


def finish(mail_id: int, state: MailState, error: str = "") -> None:
    """Let a mail rest in `state`."""
    _settle([mail_id], state, error)


def confirm(mail_ids: Sequence[int]) -> None:
    """Write down that mails were taken."""
    if mail_ids:
        release(mail_ids)


def left_behind(limit: int = PORTION) -> Sequence[OutgoingMail]:
    """Mails that were marked as sent by a worker that died before it wrote down whether they were taken."""
    return (
        session()
        .scalars(
            select(OutgoingMail)
            .where(OutgoingMail.leased_until <= clock.now(), OutgoingMail.state == MailState.SENT)
            .order_by(OutgoingMail.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        .all()
    )


def release(mail_ids: Sequence[int]) -> None:
    """Give claimed mails back that nothing was done with."""
    _change(mail_ids, leased_until=None)
    session().commit()


def retry(mail_id: int) -> bool:
    """Let a mail that failed, or of which nobody knows whether it went, be sent again now; True if there is one."""
    mail = session().get(OutgoingMail, mail_id)
    if mail is None or mail.state not in (MailState.FAILED, MailState.UNCLEAR):
        return False
    mail.state, mail.attempts, mail.error, mail.sent_at = MailState.WAITING.value, 0, "", None
    mail.due_at, mail.leased_until = clock.now(), None
    return True


def _settle(mail_ids: Sequence[int], state: MailState, error: str, **more: Any) -> None:
    _change(mail_ids, state=state.value, error=error[:2000], leased_until=None, **more)
    session().commit()


def _change(mail_ids: Sequence[int], **values: Any) -> None:
    session().execute(update(_ROWS).where(_ROWS.c.id.in_(mail_ids)).values(**values))


def _takes_room(room: dict[str, int], domain: str) -> bool:
    if domain not in room:
        return True
    room[domain] -= 1
    return room[domain] >= 0


def _row(kind: str, rank: int, one: Recipient, now: datetime) -> dict[str, Any]:
    return {
        "key": one.key or f"{kind.replace('_', '-')}.{uuid.uuid4().hex}",
        "kind": kind,
        "rank": rank,
        "member_id": one.member_id,
        "address": one.address,
        "domain": one.address.rpartition("@")[2].lower(),
        "facts": one.facts,
        "subscription": "",
        "state": MailState.WAITING.value,
        "attempts": 0,
        "error": "",
        "created_at": now,
        "due_at": one.due_at or now,
    }


def _portions(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while portion := list(islice(rows, PORTION)):
        yield portion


def _insert(rows: list[dict[str, Any]]) -> int:
    is_sqlite = session().get_bind().dialect.name == "sqlite"
    into = sqlite.insert(OutgoingMail) if is_sqlite else postgresql.insert(OutgoingMail)
    statement = into.on_conflict_do_nothing(index_elements=["key"]).returning(OutgoingMail.id)
    return len(session().execute(statement, rows).scalars().all())
