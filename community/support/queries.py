"""Offers as far as a member is to know them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVarTuple

from sqlalchemy import Select, literal, or_, select, tuple_
from sqlalchemy.orm import joinedload

from community.accounts.models import Member
from community.audiences.visibility import in_audiences_of
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.support.models import OPEN, Offer, OfferReply, Reply

Columns = TypeVarTuple("Columns")


class Shown(NamedTuple):
    """An offer, with the member's own reply to it."""

    offer: Offer
    reply: str


class Made(NamedTuple):
    """One's own offer, with the names of those who agreed that they are shown."""

    offer: Offer
    named: Sequence[Member]


def offers_for(member: Member, after: Place | None = None) -> Page[Shown]:
    """What is offered to `member` and not declined by them, and what became of what they said yes to."""
    own = OfferReply.member_id == member.id
    said = OfferReply.reply
    yes = said.in_((Reply.NAMED.value, Reply.UNNAMED.value))
    statement = (
        select(Offer, said)
        .outerjoin(OfferReply, (OfferReply.offer_id == Offer.id) & own)
        .options(joinedload(Offer.offerer), joinedload(Offer.tag))
        .where(Offer.offerer_id != member.id, in_audiences_of(member, Offer.audience_id))
        .where(or_(yes, Offer.state.in_(OPEN) & said.is_(None)))
    )
    rows = [Shown(offer, reply or "") for offer, reply in session().execute(_newest(statement, after))]
    return Page.of(rows, lambda shown: _place_of(shown.offer))


def offers_by(member: Member, after: Place | None = None) -> Page[Made]:
    """The offers that `member` made."""
    mine = select(Offer).options(joinedload(Offer.tag)).where(Offer.offerer_id == member.id)
    offers = session().scalars(_newest(mine, after)).all()
    agreed = (
        select(OfferReply)
        .join(Member, Member.id == OfferReply.member_id)
        .options(joinedload(OfferReply.member))
        .where(OfferReply.offer_id.in_([offer.id for offer in offers]), OfferReply.reply == Reply.NAMED.value)
        .order_by(Member.name, Member.id)
    )
    rows = session().scalars(agreed).all() if offers else []
    made = [Made(offer, [row.member for row in rows if row.offer_id == offer.id]) for offer in offers]
    return Page.of(made, lambda one: _place_of(one.offer))


def offer_for(member: Member, offer_id: int) -> Offer | None:
    """The offer, if it is made to `member` or by them."""
    is_open = or_(in_audiences_of(member, Offer.audience_id), Offer.offerer_id == member.id)
    return session().scalar(select(Offer).where(Offer.id == offer_id, is_open))


def _newest(statement: Select[*Columns], after: Place | None) -> Select[*Columns]:
    if after is not None:
        here = tuple_(literal(after.at, UtcDateTime), after.id)
        statement = statement.where(tuple_(Offer.offered_at, Offer.id) < here)
    return statement.order_by(Offer.offered_at.desc(), Offer.id.desc()).limit(PAGE_SIZE + 1)


def _place_of(offer: Offer) -> Place:
    return Place(offer.offered_at, offer.id)
