"""Choosing another password, and another mail address."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from community.accounts import passwords
from community.accounts.models import Member
from community.accounts.queries import member_by_email
from community.events import MailAddressChangeRequested, PasswordResetRequested
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


def request_reset(email: str) -> None:
    """Have a link sent to the member with this mail address, if there is one who may sign in.

    The caller learns nothing, so that a page cannot tell who has an account.
    """
    member = member_by_email(email)
    if member is not None and member.is_active:
        publish(PasswordResetRequested(actor_id=member.id, member_id=member.id))


def set_password(member: Member, password: str) -> None:
    """Give `member` another password; every session and every link in a mail that was good before ends."""
    member.password_hash = passwords.hashed(password)
    member.session_epoch += 1


def check_password(member: Member, password: str) -> bool:
    """Whether `password` is the one that `member` has now."""
    return len(password) <= passwords.LONGEST and passwords.matches(password, member.password_hash)


def request_mail_change(member: Member, email: str) -> None:
    """Have a link sent to `email` that makes it the address of `member`; nothing changes before it is used."""
    publish(MailAddressChangeRequested(actor_id=member.id, member_id=member.id, email=email.strip().lower()))


def change_mail(member: Member, email: str) -> None:
    """Make `email` the address of `member`.

    Raises:
        Refused: somebody else has it.
    """
    other = member_by_email(email)
    if other is not None and other.id != member.id:
        raise _taken()
    member.email = email
    try:
        with session().begin_nested():
            session().flush()
    except IntegrityError as error:
        raise _taken() from error


def _taken() -> Refused:
    return Refused(_("There is another account with this mail address."))
