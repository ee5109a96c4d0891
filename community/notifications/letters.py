"""How the mails of notifications are addressed: subjects, threads, where answers go and what ends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from community.accounts.models import Member
from community.entries.kinds import Kind as EntryKind
from community.entries.models import Entry
from community.kernel.digest import Line, Section
from community.kernel.i18n import _
from community.kernel.mail import Letter, Tie
from community.notifications import ending, replying
from community.notifications.models import Reason
from community.notifications.queries import Told
from community.notifications.telling_at_once import mail_key
from community.notifications.topics import NUMBERS, Level, topic_of


def notification_letter(member: Member, told: Told) -> Letter:
    """The mail about one entry."""
    topic = topic_of(Reason(told.notification.reason))
    actor = told.notification.actor
    return Letter(
        template="notification",
        to=member.email or "",
        subject=_("Re: %(title)s", title=told.title) if told.entry.root_id else told.title,
        context={"told": told, "member": member, "text": told.entry.summary},
        language=member.language,
        timezone=member.timezone,
        sender_name=actor.name if actor is not None else "",
        subscription=Tie(ending.TOPIC, NUMBERS.index(topic), member.id),
        reply=Tie(replying.PURPOSE, told.entry.id, member.id) if _takes_answers(told) else None,
        thread=_thread(told.entry, member.id),
    )


def digest_letter(member: Member, level: Level, sections: Mapping[Section, Sequence[Line]]) -> Letter:
    """The digest itself."""
    subject = _("Your day in the community") if level is Level.DAILY else _("Your week in the community")
    return Letter(
        template="digest",
        to=member.email or "",
        subject=subject,
        context={"member": member, "sections": sections, "level": level.value},
        language=member.language,
        timezone=member.timezone,
        subscription=Tie(ending.DIGEST, 0, member.id),
    )


def _takes_answers(told: Told) -> bool:
    """Whether an answer by mail becomes a comment; a question is answered on its page."""
    return told.entry.takes_comments and told.entry.kind != EntryKind.QUESTION


def _thread(entry: Entry, member_id: int) -> tuple[str, ...]:
    """What the mail follows: the page that all of it is about, and what the entry answers."""
    above = dict.fromkeys(one for one in (entry.root_id, entry.parent_id) if one is not None)
    return tuple(mail_key(entry_id, member_id) for entry_id in above)
