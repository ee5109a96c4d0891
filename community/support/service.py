"""Offering support, saying yes or no to it, and reporting what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.queries import size_of
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.floor import Floor
from community.kernel.i18n import _
from community.support.models import OPEN, Offer, OfferReply, OfferState, Reply
from community.topics.service import tags_for

_next = {
    OfferState.PROPOSED.value: (OfferState.BEGUN, OfferState.WITHDRAWN),
    OfferState.BEGUN.value: (OfferState.MET, OfferState.WITHDRAWN),
}


@dataclass(frozen=True)
class Text:
    """What is offered, in the offerer's words."""

    title: str
    words: str
    kind: str
    topic: str
    on: date | None = None


def offer_support(text: Text, *, by: Member, audience: Audience) -> Offer:
    """Offer something to whoever of `audience` wants it.

    Raises:
        NotAllowed: when `by` has no role that looks after others.
    """
    if not by.may_see_needs:
        raise NotAllowed(_("This page is for people with another role."))
    (tag,) = tags_for([text.topic])
    offer = Offer(
        offerer=by, audience=audience, tag=tag, kind=text.kind, title=text.title, words=text.words,
        on=text.on, state=OfferState.PROPOSED.value, wanted="", offered_at=clock.now(),
    )  # fmt: skip
    session().add(offer)
    session().flush()
    return offer


def reply_to(offer: Offer, reply: Reply, *, by: Member) -> None:
    """Say yes, with or without one's name, or that it is not for oneself; the last word counts.

    Raises:
        Refused: when the offer has ended, or is one's own.
    """
    if offer.state not in OPEN or offer.offerer_id == by.id:
        raise Refused(_("This offer takes no reply any more."))
    row = session().get(OfferReply, (offer.id, by.id))
    if row is None:
        session().add(OfferReply(offer_id=offer.id, member_id=by.id, reply=reply.value))
    else:
        row.reply = reply.value
    session().flush()


def move_offer(offer: Offer, to: OfferState, floor: Floor, *, by: Member) -> None:
    """Let an offer begin, be met, or be withdrawn; who declined is forgotten when it ends.

    Raises:
        NotAllowed: when `by` did not make the offer.
        Refused: when it cannot go there from where it is.
    """
    if offer.offerer_id != by.id:
        raise NotAllowed(_("Only who made this offer can do this."))
    if to not in _next.get(offer.state, ()):
        raise Refused(_("This offer cannot be changed so."))
    offer.state = to.value
    if to is OfferState.BEGUN:
        offer.wanted = _band(offer, floor)
    else:
        declined = OfferReply.reply == Reply.NOT_FOR_ME.value
        session().execute(delete(OfferReply).where(OfferReply.offer_id == offer.id, declined))


def _band(offer: Offer, floor: Floor) -> str:
    """About how many want it without their names, told once, so that no two numbers can be compared.

    Nothing is told where those, or the rest of the audience, are fewer than the floor.
    """
    replies = select(OfferReply.reply, func.count()).where(OfferReply.offer_id == offer.id).group_by(OfferReply.reply)
    said = dict(row for row in session().execute(replies))
    unnamed = said.get(Reply.UNNAMED.value, 0)
    # Who offers, and who gave their name, is known, so that only the others hide a person.
    others = size_of(offer.audience) - unnamed - said.get(Reply.NAMED.value, 0) - 1
    return str(floor.band(unnamed) or "") if others >= floor.people else ""
