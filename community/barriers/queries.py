"""Barriers as far as a member is to know them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from community.accounts.models import Member
from community.audiences.visibility import in_audiences_of
from community.barriers.models import ANSWERED, OPEN, RaisedBarrier
from community.barriers.service import may_look_after
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place

MOST_HELD = 50


def register(member: Member, *, is_answered: bool, after: Place | None = None) -> Page[RaisedBarrier]:
    """What was raised and `member` may read, the newest first: what waits, or what was answered."""
    states = ANSWERED if is_answered else OPEN
    statement = _with_people().where(_is_shown_to(member), RaisedBarrier.state.in_(states))
    if after is not None:
        here = tuple_(literal(after.at, UtcDateTime), after.id)
        statement = statement.where(tuple_(RaisedBarrier.raised_at, RaisedBarrier.id) < here)
    newest = statement.order_by(RaisedBarrier.raised_at.desc(), RaisedBarrier.id.desc()).limit(PAGE_SIZE + 1)
    return Page.of(session().scalars(newest).all(), lambda one: Place(one.raised_at, one.id))


def held_back(member: Member) -> Sequence[RaisedBarrier]:
    """What was raised without a name and is not shown yet, for those who look after the register."""
    if not may_look_after(member):
        return []
    held = _with_people().where(~RaisedBarrier.is_shown, _is_for(member))
    oldest = held.order_by(RaisedBarrier.raised_at, RaisedBarrier.id).limit(MOST_HELD)
    return session().scalars(oldest).all()


def answered_for(raiser: Member, since: datetime) -> Sequence[RaisedBarrier]:
    """The barriers of `raiser` that somebody else answered since a moment, the newest answer first."""
    answered = _with_people().where(RaisedBarrier.raiser_id == raiser.id, RaisedBarrier.owner_id != raiser.id)
    recent = answered.where(RaisedBarrier.answered_at > since).order_by(RaisedBarrier.answered_at.desc())
    return session().scalars(recent.limit(MOST_HELD)).all()


def barrier_for(member: Member, barrier_id: int) -> RaisedBarrier | None:
    """The barrier with this id, if `member` may read it."""
    readable = _is_shown_to(member)
    if may_look_after(member):
        readable = or_(readable, and_(~RaisedBarrier.is_shown, _is_for(member)))
    return session().scalar(_with_people().where(RaisedBarrier.id == barrier_id, readable))


def _is_shown_to(member: Member) -> ColumnElement[bool]:
    return or_(and_(RaisedBarrier.is_shown, _is_for(member)), RaisedBarrier.raiser_id == member.id)


def _is_for(member: Member) -> ColumnElement[bool]:
    return in_audiences_of(member, RaisedBarrier.audience_id)


def _with_people() -> Select[RaisedBarrier]:
    people = (RaisedBarrier.raiser, RaisedBarrier.owner, RaisedBarrier.tag, RaisedBarrier.audience)
    return select(RaisedBarrier).options(*(joinedload(each) for each in people))
