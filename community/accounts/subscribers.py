"""The mails that accounts send: queued here, written in `mails` when they go."""

from __future__ import annotations

from community.accounts.models import Invitation, Member
from community.events import MailAddressChangeRequested, MemberInvited, MemberJoined, PasswordResetRequested
from community.kernel import mail
from community.kernel.bus import Bus
from community.kernel.db import session


def subscribe(bus: Bus) -> None:
    """Hear of what asks for a mail."""
    bus.on(MemberJoined, send_welcome)
    bus.on(MemberInvited, send_invitation)
    bus.on(PasswordResetRequested, send_reset_link)
    bus.on(MailAddressChangeRequested, send_confirmation)
    bus.on(MailAddressChangeRequested, warn_old_address)


def send_welcome(event: MemberJoined) -> None:
    """Tell a new member how to sign in again."""
    member = session().get(Member, event.member_id)
    if member is not None and member.email:
        mail.queue("welcome", member.email, key=f"welcome.member-{member.id}", member_id=member.id)


def send_invitation(event: MemberInvited) -> None:
    """Send the link by which somebody joins."""
    invitation = session().get(Invitation, event.invitation_id)
    if invitation is not None:
        mail.queue("invitation", invitation.email, invitation_id=invitation.id)


def send_reset_link(event: PasswordResetRequested) -> None:
    """Send the link by which a member chooses a new password."""
    member = session().get(Member, event.member_id)
    if member is not None and member.email:
        mail.queue("reset", member.email, member_id=member.id)


def send_confirmation(event: MailAddressChangeRequested) -> None:
    """Send the link that proves that the new address belongs to the member."""
    mail.queue("mail_change", event.email, member_id=event.member_id, email=event.email)


def warn_old_address(event: MailAddressChangeRequested) -> None:
    """Tell the old address, in case it was not the member who asked."""
    member = session().get(Member, event.member_id)
    if member is not None and member.email and member.email != event.email:
        mail.queue("mail_warning", member.email, member_id=member.id, email=event.email)
