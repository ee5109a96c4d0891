"""Reading what a member was told, as far as they may see it now."""

from __future__ import annotations

from collections.abc import Collection
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
from community.notifications.sentences import sentence

MOST_NEWS = 200
"""A digest shows a dozen; out of more than this nobody needs the best."""

# Named once: to describe a table anew takes longer than most statements run.
_root = aliased(Entry)


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
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        actor = self.notification.actor
        name = actor.name if actor is not None else ""
        return sentence(self.notification.reason, name=name, title=self.title, kind=self.entry.kind)

    @property
    def is_unread(self) -> bool:
        """Whether the member has not opened it yet."""
        return self.notification.read_at is None


def told(member: Member, after: Place | None = None, size: int = PAGE_SIZE) -> Page[Told]:
    """What `member` was told and may see now, the newest first."""
    statement = _shown_to(member).where(~Notification.is_quiet)
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


def news_for(member: Member, reasons: Collection[str], since: datetime, until: datetime) -> list[Told]:
    """What `member` was told for these reasons after `since` and up to `until`, has not read, and may see now.

    The newest come first; at most `MOST_NEWS` of them.
    """
    statement = (
        _shown_to(member)
        .where(Notification.reason.in_(reasons), Notification.read_at.is_(None))
        .where(Notification.at > since, Notification.at <= until)
        .order_by(Notification.at.desc(), Notification.id.desc())
        .limit(MOST_NEWS)
    )
    return [Told(notification, root or notification.entry) for notification, root in session().execute(statement)]


def news_of_entry(member: Member, entry_id: int) -> Told | None:
    """The newest that `member` was told of this entry, if they may see it now and have not read it."""
    statement = (
        _shown_to(member)
        .where(Notification.entry_id == entry_id, Notification.read_at.is_(None))
        .order_by(Notification.id.desc())
        .limit(1)
    )
    row = session().execute(statement).first()
    return Told(row[0], row[1] or row[0].entry) if row is not None else None


def _shown_to(member: Member) -> Select[Notification, Entry | None]:
    return (
        select(Notification, _root)
        .join(Entry, Notification.entry_id == Entry.id)
        .outerjoin(_root, _root.id == Entry.root_id)
        .where(Notification.member_id == member.id, visible_to(member, Entry))
        .where(or_(Entry.root_id.is_(None), and_(_root.id.is_not(None), visible_to(member, _root))))
        .options(contains_eager(Notification.entry), joinedload(Notification.actor))
    )


def _place_of(shown: Told) -> Place:
    return Place(shown.at, shown.notification.id)
