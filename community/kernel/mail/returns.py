"""What comes back, and what follows from it: an address that does not exist gets no more mail, a complaint ends what
sent the mail."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from community.kernel import clock
from community.kernel.db import session
from community.kernel.mail import subscriptions
from community.kernel.mail.models import MailAddress, MailState, OutgoingMail
from community.kernel.mail.office import office

SOFT_BOUNCES = 5
"""A full mailbox that stays full is left alone after so many mails in a row."""

IN_A_ROW = timedelta(days=30)
"""What came back longer ago than this says nothing of today."""


def is_stopped(address: str) -> bool:
    """Whether nothing is sent to `address` any more."""
    found = session().get(MailAddress, address.lower())
    return found is not None and found.stopped_at is not None


def stopped_addresses() -> int:
    """To how many addresses nothing is sent any more."""
    statement = select(func.count(MailAddress.address)).where(MailAddress.stopped_at.is_not(None))
    return session().scalar(statement) or 0


def allow_again(address: str) -> None:
    """Send to `address` again: whoever owns it says that it works now."""
    found = session().get(MailAddress, address.lower())
    if found is not None:
        session().delete(found)


def address_failed(address: str, reason: str) -> None:
    """Note that there is nobody at `address`: nothing is sent there from now on, and its member is told here."""
    noted = _noted(address, reason)
    if noted.stopped_at is None:
        noted.stopped_at = clock.now()
        for tell in office.stops.values():
            tell(address.lower())


def address_failed_for_now(address: str, reason: str) -> None:
    """Note that a mail to `address` came back for a reason that may pass; several in a row stop it."""
    noted = _noted(address, reason)
    noted.soft_bounces += 1
    if noted.soft_bounces >= SOFT_BOUNCES:
        address_failed(address, reason)


def mail_came_back(mail: OutgoingMail, error: str) -> None:
    """Note with a mail that it was not delivered after all."""
    mail.state, mail.error = MailState.BOUNCED.value, error[:2000]


def complained(mail: OutgoingMail) -> bool:
    """End what sent `mail`, because its reader called it a nuisance; whether there was something to end."""
    mail.error = "complaint"
    tie = subscriptions.read(mail.subscription)
    if tie is not None:
        subscriptions.end(tie)
    return tie is not None


def mail_by_id(mail_id: int) -> OutgoingMail | None:
    """The mail with this id."""
    return session().get(OutgoingMail, mail_id)


def mail_by_message_id(message_id: str) -> OutgoingMail | None:
    """The mail that went with this Message-ID."""
    key = message_id.strip().strip("<>").rpartition("@")[0]
    return session().scalar(select(OutgoingMail).where(OutgoingMail.key == key)) if key else None


def _noted(address: str, reason: str) -> MailAddress:
    found = session().get(MailAddress, address.lower())
    if found is None:
        found = MailAddress(address=address.lower(), soft_bounces=0, at=clock.now())
        session().add(found)
    if found.at < clock.now() - IN_A_ROW:
        found.soft_bounces = 0
    found.reason, found.at = reason[:300], clock.now()
    return found
