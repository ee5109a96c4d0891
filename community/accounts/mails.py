"""The mails of accounts: what each says, written when it is sent."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from community.accounts.links import invitation_path, mail_change_path, reset_path
from community.accounts.models import Invitation, Member, Role
from community.kernel import clock
from community.kernel.db import session
from community.kernel.i18n import _, in_language, languages
from community.kernel.mail import Kind, Letter, Office, OutgoingMail, Rank, link_to


def join(office: Office) -> None:
    """Tell the office of these mails, and hear of addresses that do not work."""
    office.kind(Kind("welcome", _welcome, lambda: _welcome_letter(_somebody()), Rank.ACCOUNT))
    office.kind(Kind("invitation", _invitation, _invitation_sample, Rank.ACCOUNT))
    office.kind(Kind("reset", _reset, lambda: _reset_letter(_somebody(), "/reset/example"), Rank.ACCOUNT))
    office.kind(Kind("mail_change", _mail_change, _mail_change_sample, Rank.ACCOUNT))
    office.kind(Kind("mail_warning", _mail_warning, _mail_warning_sample, Rank.ACCOUNT))
    office.on_stop("accounts", _address_stopped)


def _welcome(mail: OutgoingMail) -> Letter | None:
    member = _active_member(mail)
    return _welcome_letter(member) if member is not None and member.email else None


def _welcome_letter(member: Member) -> Letter:
    with in_language(member.language):
        return _letter("welcome", member.email or "", _("Welcome"), member, link=link_to("/"))


def _invitation(mail: OutgoingMail) -> Letter | None:
    """The link by which somebody joins; one that was taken back or used is not sent."""
    invitation = session().get(Invitation, mail.facts["invitation_id"])
    if invitation is None or invitation.accepted_at is not None:
        return None
    inviter = session().get_one(Member, invitation.invited_by_id)
    return _invitation_letter(invitation, inviter, invitation_path(invitation))


def _invitation_letter(invitation: Invitation, inviter: Member, path: str) -> Letter:
    # Nobody knows yet which language the reader prefers, so the site speaks its own.
    with in_language(languages()[0]):
        subject = _("%(name)s invites you", name=inviter.name)
    facts = {"member": inviter, "link": link_to(path), "expires_at": invitation.expires_at}
    return Letter(
        "invitation", invitation.email, subject, facts, languages()[0], current_app.config["DEFAULT_TIMEZONE"]
    )


def _reset(mail: OutgoingMail) -> Letter | None:
    member = _active_member(mail)
    return _reset_letter(member, reset_path(member)) if member is not None and member.email else None


def _reset_letter(member: Member, path: str) -> Letter:
    with in_language(member.language):
        return _letter("reset", member.email or "", _("A new password"), member, link=link_to(path))


def _mail_change(mail: OutgoingMail) -> Letter | None:
    """The link that proves that a new address belongs to the member."""
    member = _active_member(mail)
    if member is None:
        return None
    email = mail.facts["email"]
    return _mail_change_letter(member, email, mail_change_path(member, email))


def _mail_change_letter(member: Member, email: str, path: str) -> Letter:
    with in_language(member.language):
        return _letter("mail_change", email, _("Your new mail address"), member, link=link_to(path))


def _mail_warning(mail: OutgoingMail) -> Letter | None:
    """Tells the old address, in case it was not the member who asked."""
    member = session().get(Member, mail.member_id)
    return _mail_warning_letter(member, mail.address, mail.facts["email"]) if member is not None else None


def _mail_warning_letter(member: Member, to: str, email: str) -> Letter:
    with in_language(member.language):
        return _letter("mail_warning", to, _("Your mail address is about to change"), member, email=email)


def _letter(template: str, to: str, subject: str, member: Member, **context: object) -> Letter:
    facts = {"member": member, **context}
    return Letter(template, to, subject, facts, language=member.language, timezone=member.timezone)


def _active_member(mail: OutgoingMail) -> Member | None:
    member = session().get(Member, mail.member_id)
    return member if member is not None and member.is_active else None


def _address_stopped(address: str) -> None:
    """Let the member be told on every page that mail does not reach them; another address ends that by itself."""
    member = session().query(Member).filter(Member.email.ilike(_plain(address), escape="\\")).one_or_none()
    if member is not None:
        member.stopped_email = member.email or ""


def _plain(address: str) -> str:
    return address.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _somebody() -> Member:
    """Somebody for the preview, of whom the database knows nothing."""
    return Member(
        id=0,
        name="Ana Quist",
        username="ana",
        email="ana@example.org",
        role=Role.MEMBER.value,
        language="en",
        timezone="Europe/London",
        password_hash="",
        session_epoch=0,
    )


def _invitation_sample() -> Letter:
    invitation = Invitation(id=0, email="ben@example.org", expires_at=clock.now() + timedelta(days=14))
    return _invitation_letter(invitation, _somebody(), "/join/example")


def _mail_change_sample() -> Letter:
    return _mail_change_letter(_somebody(), "ana@new.example.org", "/settings/mail/example")


def _mail_warning_sample() -> Letter:
    return _mail_warning_letter(_somebody(), "ana@example.org", "ana@new.example.org")
