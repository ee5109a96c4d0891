"""Reading what a member was told, as far as they may see it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, literal, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from community.accounts.models import Member
from community.audiences.visibility import visible_to
from community.entries.models import Entry
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.notifications.models import Notification


@dataclass(frozen=True)
class Told:
    """A notification as it is shown: with the entry whose page it leads to."""

    notification: Notification
    page: Entry

    @property
    def entry(self) -> Entry:
        """What the member was told of."""
        return self.notification.entry

    @property
    def at(self) -> datetime:
        """When the member was told."""
        return self.notification.at

    @property
    def title(self) -> str:
        """What the page is called that the notification leads to."""
        return self.page.title or self.page.summary

    @property
    def is_unread(self) -> bool:
        """Whether the member has not opened it yet."""
        return self.notification.read_at is None


def told(member: Member, after: Place | None = None, size: int = PAGE_SIZE) -> Page[Told]:
    """What `member` was told and may see now, the newest first."""
    statement = _shown_to(member)
    if after is not None:
        here = tuple_(literal(after.at, UtcDateTime), after.id)
        statement = statement.where(tuple_(Notification.at, Notification.id) < here)
    statement = statement.order_by(Notification.at.desc(), Notification.id.desc()).limit(size + 1)
    rows = [Told(notification, root or notification.entry) for notification, root in session().execute(statement)]
    return Page.of(rows, _place_of, size)


def notification_for(member: Member, notification_id: int) -> Notification | None:
    """The notification with this id, if `member` was told it and may see the entry now."""
    row = session().execute(_shown_to(member).where(Notification.id == notification_id)).first()
    return row[0] if row is not None else None


def _shown_to(member: Member) -> Select[Notification, Entry | None]:
    root = aliased(Entry)
    return (
        select(Notification, root)
        .join(Entry, Notification.entry_id == Entry.id)
        .outerjoin(root, root.id == Entry.root_id)
        .where(Notification.member_id == member.id, visible_to(member, Entry))
        .where(or_(Entry.root_id.is_(None), and_(root.id.is_not(None), visible_to(member, root))))
        .options(contains_eager(Notification.entry), joinedload(Notification.actor))
    )


def _place_of(shown: Told) -> Place:
    return Place(shown.at, shown.notification.id)
