"""Proving who one is, and ending what was proved."""

from __future__ import annotations

from community.accounts import passwords
from community.accounts.models import Member
from community.accounts.queries import member_by_email, member_by_username


def member_for(identifier: str, password: str) -> Member | None:
    """The member with this username or mail address, when the password is theirs; suspended ones too.

    A wrong name takes as long as a wrong password. A hash made at a lower cost than today's is made anew.
    """
    member = member_by_email(identifier) if "@" in identifier else member_by_username(identifier)
    if len(password) > passwords.LONGEST:
        return None
    if not passwords.matches(password, member.password_hash if member else ""):
        return None
    if member is not None and passwords.is_outdated(member.password_hash):
        member.password_hash = passwords.hashed(password)
    return member


def sign_out_everywhere(member: Member) -> None:
    """End every session of `member`, on every device."""
    member.session_epoch += 1
