"""The mail that tells the owner of a skill that its day of review has come."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from community.accounts.models import Member
from community.accounts.quiet import quiet_until
from community.kernel.db import session
from community.kernel.i18n import _, in_language
from community.kernel.mail import Kind, Later, Letter, Office, OutgoingMail, Rank, link_to
from community.topics.models import Tag
from community.topics.skills import MAIL, skill_of


def join(office: Office) -> None:
    """Tell the office of this mail."""
    office.kind(Kind(MAIL, _review, _sample, Rank.DIGEST))


def _review(mail: OutgoingMail) -> Letter | None:
    """Asks the owner to look again, unless it was done meanwhile or is somebody else's by now."""
    member, tag = session().get(Member, mail.member_id), session().get(Tag, mail.facts["tag_id"])
    skill = skill_of(tag) if tag is not None else None
    if member is None or not member.is_active or not member.email or skill is None or skill.care is None:
        return None
    if not skill.is_due or skill.care.owner_id != member.id:
        return None
    until = quiet_until(member)
    if until is not None:
        raise Later(until + timedelta(seconds=1))
    return _letter(member, skill.tag.name)


def _letter(member: Member, name: str) -> Letter:
    with in_language(member.language):
        subject = _("Does what stands of “%(skill)s” still hold?", skill=name)
    facts = {"member": member, "skill": name, "link": link_to(f"/tags/{quote(name)}")}
    return Letter(MAIL, member.email or "", subject, facts, language=member.language, timezone=member.timezone)


def _sample() -> Letter:
    return _letter(Member(name="Ada", username="ada", email="ada@example.org", language="en"), "handover")
