"""Needs of members, as far as a member is to know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member
from community.audiences.visibility import in_audiences_of, listed_for
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.paging import PAGE_SIZE, Page
from community.own_needs.models import OwnNeed, OwnNeedLink, OwnNeedState


def needs_of(member: Member, *, is_open: bool, after: int | None = None) -> Page[OwnNeed]:
    """What `member` wrote down, the newest first: what is open, or what has ended."""
    state = OwnNeed.state == OwnNeedState.OPEN.value
    return _page(_with_all().where(OwnNeed.member_id == member.id, state if is_open else ~state), after)


def shown_to(member: Member, after: int | None = None) -> Page[OwnNeed]:
    """What others show to `member`, the newest first."""
    return _page(_with_all().where(OwnNeed.member_id != member.id, in_audiences_of(member, OwnNeed.audience_id)), after)


def need_for(member: Member, need_id: int) -> OwnNeed | None:
    """The need with this id, if it is the member's or shown to them."""
    readable = or_(OwnNeed.member_id == member.id, in_audiences_of(member, OwnNeed.audience_id))
    return session().scalar(_with_all().where(OwnNeed.id == need_id, readable))


def linked_entries(need: OwnNeed, viewer: Member) -> Sequence[Entry]:
    """The entries that have to do with a need, as far as `viewer` may see them, the newest first."""
    links = select(OwnNeedLink).join(Entry, Entry.id == OwnNeedLink.entry_id).options(contains_eager(OwnNeedLink.entry))
    mine = links.where(OwnNeedLink.need_id == need.id, listed_for(viewer, Entry)).options(
        contains_eager(OwnNeedLink.entry).joinedload(Entry.author),
        contains_eager(OwnNeedLink.entry).joinedload(Entry.audience),
    )
    newest = mine.order_by(Entry.published_at.desc(), Entry.id.desc())
    return [link.entry for link in session().scalars(newest)]


def is_asked(member: type[Member], today: date) -> ColumnElement[bool]:
    """Whether the day has come on which a member wanted to be asked about a need; by the table of members."""
    return exists().where(
        OwnNeed.member_id == member.id, OwnNeed.state == OwnNeedState.OPEN.value, OwnNeed.look_on <= today
    )


def _page(statement: Select[OwnNeed], after: int | None) -> Page[OwnNeed]:
    if after is not None:
        statement = statement.where(OwnNeed.id < after)
    rows = session().scalars(statement.order_by(OwnNeed.id.desc()).limit(PAGE_SIZE + 1)).all()
    return Page(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].id)) if len(rows) > PAGE_SIZE else Page(rows)


def _with_all() -> Select[OwnNeed]:
    return select(OwnNeed).options(*(joinedload(part) for part in (OwnNeed.member, OwnNeed.audience, OwnNeed.tag)))
