"""Becoming a member."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from community.accounts import passwords
from community.accounts.models import Invitation, Member, Role
from community.accounts.names import username_like
from community.accounts.queries import is_settled, member_by_email, member_by_username
from community.events import MemberJoined
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _


class MailTaken(Refused):
    """Somebody has an account with this mail address."""


class UsernameTaken(Refused):
    """Somebody has this username."""


def join(
    *,
    name: str,
    email: str,
    password: str,
    username: str = "",
    language: str = "en",
    timezone: str = "Europe/London",
    invitation: Invitation | None = None,
) -> Member:
    """Make somebody a member.

    The first to join looks after the community; whoever was invited has the role of the invitation.
    The team of an invitation is not set here: teams have audiences, and the caller keeps both in step.

    Args:
        username: made of the name when empty.
        invitation: what the member came by; it is good for one account.

    Raises:
        MailTaken: somebody has an account with this mail address.
        UsernameTaken: somebody has this username.
    """
    email, username = email.strip().lower(), username.strip().lower()
    _check_free(email, username)
    member = Member(
        name=name,
        email=email,
        username=username or username_like(name, _is_taken),
        password_hash=passwords.hashed(password),
        role=_first_role(invitation),
        language=language,
        timezone=timezone,
        joined_at=clock.now(),
    )
    _add(member)
    if invitation is not None:
        invitation.accepted_at = clock.now()
    publish(MemberJoined(actor_id=member.id, member_id=member.id))
    return member


def _check_free(email: str, username: str) -> None:
    if member_by_email(email) is not None:
        raise _mail_taken()
    if username and _is_taken(username):
        raise UsernameTaken(_("Somebody has this username already. Please choose another."))


def _first_role(invitation: Invitation | None) -> str:
    if not is_settled():
        return Role.ADMINISTRATOR.value
    return invitation.role if invitation is not None else Role.MEMBER.value


def _is_taken(username: str) -> bool:
    return member_by_username(username) is not None


def _add(member: Member) -> None:
    try:
        with session().begin_nested():
            session().add(member)
    except IntegrityError as error:
        # Somebody took the address or the name between the look and the leap.
        raise _mail_taken() from error


def _mail_taken() -> MailTaken:
    return MailTaken(_("There is an account with this mail address already. Sign in, or ask for a new password."))
