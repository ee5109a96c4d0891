"""Asking for a bulletin, and asking for it no more: as a member, or with a mail address that is confirmed first."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import select

from community.accounts.models import Member
from community.bulletins.models import Bulletin, BulletinSubscriber
from community.kernel import clock, mail
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.signing import signed, unsigned

CONFIRMING = "bulletin-confirm"
LINK_LASTS = timedelta(days=7)


def subscribe(bulletin: Bulletin, *, by: Member) -> None:
    """Let a member have each issue by mail from now on; once more changes nothing."""
    row = _row_of(bulletin, by)
    if row is None:
        session().add(
            BulletinSubscriber(bulletin_id=bulletin.id, member_id=by.id, language=by.language, since=clock.now())
        )
    elif row.ended_at is not None:
        row.since, row.ended_at = clock.now(), None


def unsubscribe(bulletin: Bulletin, *, by: Member) -> None:
    """Let a member have no more issues by mail."""
    row = _row_of(bulletin, by)
    if row is not None:
        end(row)


def end(row: BulletinSubscriber) -> None:
    """End a subscription; an address is forgotten with it."""
    row.ended_at = row.ended_at or clock.now()
    row.address = None


def ask_to_confirm(bulletin: Bulletin, address: str, language: str) -> None:
    """Send a link to an address, so that nobody is subscribed by somebody else; nothing is kept of it before.

    One mail a day at most, however often it is asked for.

    Raises:
        Refused: when the bulletin is not open to people without an account.
    """
    _needs_public(bulletin)
    mark = hashlib.sha256(address.lower().encode()).hexdigest()[:20]
    mail.queue(
        CONFIRMING,
        address,
        key=f"{CONFIRMING}-{bulletin.id}.{mark}.{clock.now():%Y%m%d}",
        bulletin=bulletin.id,
        language=language,
    )


def link_for(bulletin: Bulletin, address: str, language: str) -> str:
    """Where a reader confirms that they want `bulletin` at `address`."""
    return mail.link_to("/bulletins/confirm/" + signed(CONFIRMING, [bulletin.id, address, language]))


def asked_for(token: str) -> tuple[Bulletin, str, str] | None:
    """The bulletin, the address and the language of such a link, while it is good."""
    match unsigned(CONFIRMING, token, LINK_LASTS):
        case [int(bulletin_id), str(address), str(language)]:
            bulletin = session().get(Bulletin, bulletin_id)
            return (bulletin, address, language) if bulletin is not None and bulletin.is_public else None
    return None


def confirm(bulletin: Bulletin, address: str, language: str) -> None:
    """Let an address have each issue from now on; once more changes nothing.

    Raises:
        Refused: when the bulletin is not open to people without an account.
    """
    _needs_public(bulletin)
    here = select(BulletinSubscriber).where(
        BulletinSubscriber.bulletin_id == bulletin.id, BulletinSubscriber.address == address.lower()
    )
    if session().scalar(here) is None:
        session().add(
            BulletinSubscriber(bulletin_id=bulletin.id, address=address.lower(), language=language, since=clock.now())
        )


def _row_of(bulletin: Bulletin, member: Member) -> BulletinSubscriber | None:
    return session().scalar(
        select(BulletinSubscriber).where(
            BulletinSubscriber.bulletin_id == bulletin.id, BulletinSubscriber.member_id == member.id
        )
    )


def _needs_public(bulletin: Bulletin) -> None:
    if not bulletin.is_public:
        raise Refused(_("This bulletin is for members. Please sign in to subscribe."))
