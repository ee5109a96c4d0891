"""The mails of notifications: one about one entry, and the digest; both written as their reader may see things then."""

from __future__ import annotations

from datetime import datetime, timedelta

from community.accounts.models import Member
from community.accounts.quiet import quiet_until
from community.kernel.db import session
from community.kernel.i18n import in_language
from community.kernel.mail import Kind, Later, Letter, Office, OutgoingMail, Rank
from community.notifications import ending, replying
from community.notifications.digest_lines import digest_for
from community.notifications.digests import KIND as DIGEST
from community.notifications.letters import digest_letter, notification_letter
from community.notifications.queries import news_of_entry
from community.notifications.samples import sample_digest, sample_notification
from community.notifications.telling_at_once import KIND as NOTIFICATION
from community.notifications.topics import Level


def join(office: Office) -> None:
    """Tell the office of these mails, of what ends them, and of who reads the answers."""
    office.kind(Kind(NOTIFICATION, _notification, sample_notification, Rank.DIRECT))
    office.kind(Kind(DIGEST, _digest, sample_digest, Rank.DIGEST))
    ending.join(office)
    replying.join(office)


def _notification(mail: OutgoingMail) -> Letter | None:
    """What happened to one entry; nothing for who has read it on the site, or may not see it any more."""
    member = _reader(mail)
    told = news_of_entry(member, mail.facts["entry_id"]) if member is not None else None
    if member is None or told is None:
        return None
    with in_language(member.language, member.timezone):
        return notification_letter(member, told)


def _digest(mail: OutgoingMail) -> Letter | None:
    """The best of what happened in a period; nothing when that is nothing."""
    member = _reader(mail)
    if member is None:
        return None
    since, until = (datetime.fromisoformat(mail.facts[name]) for name in ("since", "until"))
    level = Level(mail.facts["level"])
    with in_language(member.language, member.timezone):
        sections = digest_for(member, level, since, until)
        return digest_letter(member, level, sections) if sections else None


def _reader(mail: OutgoingMail) -> Member | None:
    """Whom a mail is for, unless they have no address any more; raises `Later` in their quiet hours."""
    member = session().get(Member, mail.member_id)
    if member is None or not member.email or not member.is_active:
        return None
    until = quiet_until(member)
    if until is not None:
        raise Later(until + timedelta(seconds=1))
    return member
