"""Writing down a mail for each subscriber of a published issue, some hundred at a time.

How far it came stands in the issue's row and is written in the transaction of the mails, and each mail has a key of its
own: so whatever is killed goes on where it was, and nobody gets an issue twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select, update

from community.accounts.models import Member, MemberState
from community.bulletins.models import BulletinIssue, BulletinSubscriber
from community.bulletins.queries import key_of
from community.bulletins.service import publish_issue
from community.entries.kinds import State
from community.kernel import clock, mail
from community.kernel.db import commit, session
from community.kernel.mail import Recipient

KIND = "bulletin"
PORTION = 1000


class Reader(NamedTuple):
    """A subscription with the address to which its mails go."""

    subscriber_id: int
    member_id: int | None
    address: str


def send_issues() -> bool:
    """Publish an issue whose moment has come, or write down the next mails of one that is published.

    Returns:
        Whether more is to be done.
    """
    issue = session().scalar(_due().with_for_update(skip_locked=True))
    if issue is None:
        session().rollback()
        return False
    if issue.number is None and issue.entry.state == State.DRAFT:
        publish_issue(issue)
    _queue_portion(issue)
    commit()
    return True


def has_issues() -> bool:
    """Whether an issue waits for its mails."""
    return session().scalar(_due()) is not None


def _due() -> Select[BulletinIssue]:
    return (
        select(BulletinIssue)
        .where(BulletinIssue.queued_at.is_(None), BulletinIssue.send_at <= clock.now())
        .order_by(BulletinIssue.send_at, BulletinIssue.entry_id)
        .limit(1)
    )


def _queue_portion(issue: BulletinIssue) -> None:
    readers = _readers(issue) if mail.is_on() and issue.entry.is_live else []
    count = mail.queue_many(KIND, (_recipient(issue, reader) for reader in readers))
    is_last = len(readers) < PORTION
    session().execute(
        update(BulletinIssue)
        .where(BulletinIssue.entry_id == issue.entry_id)
        .values(
            queued=BulletinIssue.queued + count,
            queued_to=readers[-1].subscriber_id if readers else issue.queued_to,
            queued_at=clock.now() if is_last else None,
        )
    )


def _readers(issue: BulletinIssue) -> Sequence[Reader]:
    """The next subscribers who subscribed before the issue came out, and can be reached by mail."""
    address = func.coalesce(Member.email, BulletinSubscriber.address)
    rows = session().execute(
        select(BulletinSubscriber.id, BulletinSubscriber.member_id, address)
        .outerjoin(Member, BulletinSubscriber.member_id == Member.id)
        .where(
            BulletinSubscriber.bulletin_id == issue.bulletin_id,
            BulletinSubscriber.id > issue.queued_to,
            BulletinSubscriber.ended_at.is_(None),
            BulletinSubscriber.since <= issue.entry.published_at,
            address.is_not(None),
            or_(BulletinSubscriber.member_id.is_(None), Member.state == MemberState.ACTIVE),
        )
        .order_by(BulletinSubscriber.id)
        .limit(PORTION)
    )
    return [Reader(*row) for row in rows]


def _recipient(issue: BulletinIssue, reader: Reader) -> Recipient:
    return Recipient(
        reader.address,
        key=f"{key_of(issue)}.{reader.subscriber_id}",
        member_id=reader.member_id,
        facts={"issue": issue.entry_id, "subscriber": reader.subscriber_id},
    )
