"""Reading bulletins and their issues, with the audience rule inside."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member, MemberState, Viewer
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.audiences.visibility import in_audiences_of, listed_for, visible_to
from community.bulletins.models import Bulletin, BulletinIssue, BulletinSubscriber
from community.entries import queries as entries
from community.entries.kinds import Kind, State
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.mail import MailState, OutgoingMail
from community.kernel.paging import Page, Place

MOST_BULLETINS = 100
PICKED_FROM = (Kind.REFLECTION, Kind.QUESTION, Kind.BOOKMARK, Kind.GUIDE)


class Progress(NamedTuple):
    """How far the mails of an issue are, in numbers; of nobody alone, and never who opened one."""

    queued: int
    sent: int
    waiting: int
    failed: int
    dropped: int


def bulletins(viewer: Viewer) -> Sequence[Bulletin]:
    """The bulletins that `viewer` may read, by title."""
    statement = select(Bulletin).options(joinedload(Bulletin.editor)).where(_open_to(viewer))
    return session().scalars(statement.order_by(Bulletin.title, Bulletin.id).limit(MOST_BULLETINS)).all()


def bulletin_for(viewer: Viewer, bulletin_id: int) -> Bulletin | None:
    """The bulletin with this id, if `viewer` may read it."""
    statement = select(Bulletin).options(joinedload(Bulletin.editor), joinedload(Bulletin.audience))
    return session().scalar(statement.where(Bulletin.id == bulletin_id, _open_to(viewer)))


def latest_of(bulletin_ids: Collection[int], viewer: Viewer) -> dict[int, BulletinIssue]:
    """For each of these bulletins the last issue that `viewer` may see."""
    newest = (
        select(func.max(BulletinIssue.number))
        .join(Entry, BulletinIssue.entry_id == Entry.id)
        .where(listed_for(viewer, Entry), BulletinIssue.bulletin_id.in_(bulletin_ids))
        .group_by(BulletinIssue.bulletin_id)
        .with_only_columns(BulletinIssue.bulletin_id, func.max(BulletinIssue.number).label("number"))
        .subquery()
    )
    rows = session().scalars(
        _with_entry().join(
            newest, (BulletinIssue.bulletin_id == newest.c.bulletin_id) & (BulletinIssue.number == newest.c.number)
        )
    )
    return {issue.bulletin_id: issue for issue in rows}


def issue_for(viewer: Viewer, entry_id: int) -> BulletinIssue | None:
    """The issue with this id, if `viewer` may see it."""
    statement = _with_entry().options(joinedload(BulletinIssue.bulletin).joinedload(Bulletin.editor))
    return session().scalar(statement.where(BulletinIssue.entry_id == entry_id, visible_to(viewer, Entry)))


def published(bulletin: Bulletin, viewer: Viewer) -> Select[Entry]:
    """The issues of `bulletin` that `viewer` may see, as entries, for lists and feeds."""
    mine = select(BulletinIssue.entry_id).where(
        BulletinIssue.bulletin_id == bulletin.id, BulletinIssue.number.is_not(None)
    )
    return entries.listed(viewer, Kind.BULLETIN).where(Entry.id.in_(mine))


def archive(bulletin: Bulletin, viewer: Viewer, after: Place | None = None) -> Page[Entry]:
    """A page of the issues of `bulletin`, the newest first."""
    return entries.newest(published(bulletin, viewer), after)


def numbers_of(entry_ids: Collection[int]) -> dict[int, int]:
    """The numbers of these issues, by id."""
    rows = session().execute(
        select(BulletinIssue.entry_id, BulletinIssue.number).where(
            BulletinIssue.entry_id.in_(entry_ids), BulletinIssue.number.is_not(None)
        )
    )
    return {entry_id: number for entry_id, number in rows if number is not None}


def neighbors(issue: BulletinIssue, viewer: Viewer) -> tuple[BulletinIssue | None, BulletinIssue | None]:
    """The issues before and after `issue`, as far as `viewer` may see them."""
    if issue.number is None:
        return None, None
    listed = _with_entry().where(BulletinIssue.bulletin_id == issue.bulletin_id, listed_for(viewer, Entry)).limit(1)
    before = listed.where(BulletinIssue.number < issue.number).order_by(BulletinIssue.number.desc())
    after = listed.where(BulletinIssue.number > issue.number).order_by(BulletinIssue.number)
    return session().scalar(before), session().scalar(after)


def drafts_of(bulletin: Bulletin, editor: Member) -> Sequence[BulletinIssue]:
    """The issues on which `editor` is working, the newest first."""
    statement = _with_entry().where(
        BulletinIssue.bulletin_id == bulletin.id, Entry.state == State.DRAFT, visible_to(editor, Entry)
    )
    return session().scalars(statement.order_by(Entry.id.desc()).limit(20)).all()


def picks_of(issue: BulletinIssue, viewer: Viewer) -> Mapping[int, Entry]:
    """The entries in `issue` that are open to its readers and to `viewer`, by id.

    Both are asked: an editor who looks at an issue sees what its readers will see, and no reader sees more than
    the audience rule gives them.
    """
    ids = issue.picks
    if not ids:
        return {}
    rows = session().scalars(
        entries.listed(viewer).where(Entry.id.in_(ids), open_to_readers(issue.bulletin), Entry.title != "")
    )
    return {entry.id: entry for entry in rows}


def open_to_readers(bulletin: Bulletin) -> ColumnElement[bool]:
    """Whether an entry is open to everyone who reads `bulletin`: as open as its issues, or wider."""
    wide = {PUBLIC_ID} if bulletin.is_public else {PUBLIC_ID, ORGANIZATION_ID, bulletin.audience_id}
    return Entry.audience_id.in_(wide)


def to_pick_from(bulletin: Bulletin, editor: Member, size: int = 12) -> Sequence[Entry]:
    """What is new and open to everyone who reads `bulletin`."""
    statement = entries.listed(editor, *PICKED_FROM).where(open_to_readers(bulletin))
    return entries.newest(statement, size=size).items


def subscription_of(bulletin: Bulletin, member: Viewer) -> BulletinSubscriber | None:
    """The subscription of `member`, if it has not ended."""
    return subscriptions_of([bulletin.id], member).get(bulletin.id)


def subscriptions_of(bulletin_ids: Collection[int], member: Viewer) -> dict[int, BulletinSubscriber]:
    """What of these bulletins `member` gets, by the bulletin's id."""
    if member is None:
        return {}
    rows = session().scalars(
        select(BulletinSubscriber).where(
            BulletinSubscriber.member_id == member.id,
            BulletinSubscriber.bulletin_id.in_(bulletin_ids),
            BulletinSubscriber.ended_at.is_(None),
        )
    )
    return {row.bulletin_id: row for row in rows}


def count_of_subscribers(bulletin: Bulletin) -> int:
    """How many get the issues of `bulletin`: members who are active, and addresses."""
    return (
        session().scalar(
            select(func.count(BulletinSubscriber.id))
            .outerjoin(Member, BulletinSubscriber.member_id == Member.id)
            .where(BulletinSubscriber.bulletin_id == bulletin.id, BulletinSubscriber.ended_at.is_(None))
            .where(or_(BulletinSubscriber.member_id.is_(None), Member.state == MemberState.ACTIVE))
        )
        or 0
    )


def progress_of(issue: BulletinIssue) -> Progress:
    """How many mails of `issue` are written down, went, wait, failed, or had nothing to say any more."""
    rows = session().execute(
        select(OutgoingMail.state, func.count(OutgoingMail.id))
        .where(OutgoingMail.key.startswith(f"{key_of(issue)}.", autoescape=True))
        .group_by(OutgoingMail.state)
    )
    by_state = {state: found for state, found in rows}  # noqa: C416 (rows are typed so)
    failed = sum(by_state.get(state.value, 0) for state in (MailState.FAILED, MailState.BOUNCED, MailState.UNCLEAR))
    return Progress(
        queued=issue.queued,
        sent=by_state.get(MailState.SENT.value, 0),
        waiting=by_state.get(MailState.WAITING.value, 0),
        failed=failed,
        dropped=by_state.get(MailState.DROPPED.value, 0),
    )


def key_of(issue: BulletinIssue) -> str:
    """With what the keys of the mails of `issue` begin."""
    return f"bulletin-{issue.entry_id}"


def _with_entry() -> Select[BulletinIssue]:
    return (
        select(BulletinIssue)
        .join(Entry, BulletinIssue.entry_id == Entry.id)
        .options(contains_eager(BulletinIssue.entry).options(joinedload(Entry.author), joinedload(Entry.audience)))
    )


def _open_to(viewer: Viewer) -> ColumnElement[bool]:
    rule = in_audiences_of(viewer, Bulletin.audience_id)
    return rule if viewer is None else or_(rule, Bulletin.editor_id == viewer.id)
