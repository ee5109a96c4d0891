"""Answers by mail: what somebody writes to the address in their mail becomes a comment where they could write one."""

from __future__ import annotations

from typing import Final

from community.accounts.models import Member
from community.entries.comments import comment
from community.entries.queries import entry_for
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.mail import Office, Reply

PURPOSE: Final = "comment"


def join(office: Office) -> None:
    """Read answers to mails about entries."""
    office.reply(PURPOSE, take_reply)


def take_reply(reply: Reply) -> bool:
    """Write an answer below its entry; whether it was taken.

    It is refused when it does not come from the member's own address, or when they may not comment there now.
    """
    member = session().get(Member, reply.member_id)
    if member is None or not member.is_active or (member.email or "").lower() != reply.sender:
        return False
    entry = entry_for(member, reply.subject_id)
    if entry is None:
        return False
    try:
        comment(entry, by=member, source=reply.text)
    except Refused:
        return False
    return True
