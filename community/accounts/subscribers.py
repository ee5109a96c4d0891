"""The mails that accounts send."""

from __future__ import annotations

from community.accounts.links import invitation_path, mail_change_path, reset_path
from community.accounts.models import Invitation, Member
from community.events import MailAddressChangeRequested, MemberInvited, MemberJoined, PasswordResetRequested
from community.kernel import mail
from community.kernel.bus import Bus
from community.kernel.db import session
from community.kernel.i18n import _, in_language


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
    if member is None or not member.email:
        return
    with in_language(member.language):
        _send("welcome", member.email, _("Welcome"), member, link=mail.link_to("/"))


def send_invitation(event: MemberInvited) -> None:
    """Send the link by which somebody joins; one that was taken back or used is not sent."""
    invitation = session().get(Invitation, event.invitation_id)
    if invitation is None or invitation.accepted_at is not None:
        return
    inviter = session().get_one(Member, invitation.invited_by_id)
    with in_language(inviter.language):
        subject = _("%(name)s invites you", name=inviter.name)
        link = mail.link_to(invitation_path(invitation))
        _send("invitation", invitation.email, subject, inviter, link=link, expires_at=invitation.expires_at)


def send_reset_link(event: PasswordResetRequested) -> None:
    """Send the link by which a member chooses a new password."""
    member = session().get(Member, event.member_id)
    if member is None or not member.email or not member.is_active:
        return
    with in_language(member.language):
        _send("reset", member.email, _("A new password"), member, link=mail.link_to(reset_path(member)))


def send_confirmation(event: MailAddressChangeRequested) -> None:
    """Send the link that proves that the new address belongs to the member."""
    member = session().get(Member, event.member_id)
    if member is None or not member.is_active:
        return
    with in_language(member.language):
        link = mail.link_to(mail_change_path(member, event.email))
        _send("mail_change", event.email, _("Your new mail address"), member, link=link)


def warn_old_address(event: MailAddressChangeRequested) -> None:
    """Tell the old address, in case it was not the member who asked."""
    member = session().get(Member, event.member_id)
    if member is None or not member.email or member.email == event.email:
        return
    with in_language(member.language):
        subject = _("Your mail address is about to change")
        _send("mail_warning", member.email, subject, member, email=event.email)


def _send(template: str, to: str, subject: str, member: Member, **context: object) -> None:
    mail.send(template, to=to, subject=subject, member=member, language=member.language, **context)
