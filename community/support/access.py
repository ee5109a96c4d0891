"""Load an offer by the right to know of it, or find nothing."""

from __future__ import annotations

from community.accounts.models import Member
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.support import queries
from community.support.models import Offer, OfferState, Reply


def offer_or_404(offer_id: int, member: Member) -> Offer:
    """The offer, if it is made to `member` or by them."""
    offer = queries.offer_for(member, offer_id)
    if offer is None:
        raise NotFound(_("There is no such offer, or it is not made to you."))
    return offer


def reply_or_404(name: str) -> Reply:
    """One of the replies that an offer takes."""
    if name not in set(Reply):
        raise NotFound(_("There is no such reply."))
    return Reply(name)


def state_or_404(name: str) -> OfferState:
    """One of the states of an offer."""
    if name not in set(OfferState):
        raise NotFound(_("An offer has no such state."))
    return OfferState(name)
