"""For those who want to hear of a topic at once: one mail for each member and entry, however many reasons there are,
and one word to each of their devices."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select

from community.accounts.models import Member
from community.kernel import mail, push
from community.kernel.db import session
from community.notifications.choices import wants_mail
from community.notifications.models import Reason
from community.notifications.pushing import queue_pushes
from community.notifications.topics import Level, topic_of

KIND = "notification"
PORTION = 5000


def tell_at_once(member_ids: Collection[int], reason: Reason, *, entry_id: int) -> None:
    """Queue a mail about an entry for those of `member_ids` who want such news at once.

    Whether they may still see it is asked when the mail is written, not here.
    """
    if member_ids and mail.is_on():
        mail.queue_many(KIND, _recipients(sorted(member_ids), reason, entry_id))
    if member_ids and push.is_on():
        queue_pushes(member_ids, reason, entry_id=entry_id)


def mail_key(entry_id: int, member_id: int) -> str:
    """The name of the one mail about an entry to a member."""
    return f"entry-{entry_id}.member-{member_id}"


def _recipients(member_ids: list[int], reason: Reason, entry_id: int) -> Iterator[mail.Recipient]:
    for start in range(0, len(member_ids), PORTION):
        rows = session().execute(
            select(Member.id, Member.email)
            .where(Member.id.in_(member_ids[start : start + PORTION]), Member.email.is_not(None))
            .where(wants_mail(topic_of(reason), Level.AT_ONCE))
        )
        for member_id, email in rows.all():
            yield mail.Recipient(email or "", mail_key(entry_id, member_id), member_id, {"entry_id": entry_id})
