"""The verbs by which people speak of knowledge, and correct what speaks for them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts.models import Member
from community.audiences.visibility import is_organization_wide, visible_to
from community.entries.models import Entry
from community.entries.tag_queries import known_tag
from community.experts.models import Absence, DeclaredSkill, DiscountedEvidence, HiddenTopic, SkillEndorsement
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.topics.models import Tag
from community.topics.naming import tag_name
from community.topics.service import tags_for

# Made once: an alias costs more than the statement that it stands in.
_mine, _theirs = aliased(Entry), aliased(Entry)

MOST_DECLARED: Final = 20
LONGEST_ABSENCE: Final = timedelta(days=366)


def declare_skill(member: Member, typed: str) -> Tag:
    """Say that one can help with a topic.

    Raises:
        Refused: when it is no topic, or one has said so of many already.
    """
    name = tag_name(typed)
    if not name:
        raise Refused(_("Please name a topic."))
    count = session().scalar(select(func.count()).where(DeclaredSkill.member_id == member.id)) or 0
    if count >= MOST_DECLARED:
        raise Refused(_("At most %(most)d topics. Take one back first.", most=MOST_DECLARED))
    tag = _canonical(tags_for([name])[0])
    if session().get(DeclaredSkill, (member.id, tag.id)) is None:
        session().add(DeclaredSkill(member_id=member.id, tag_id=tag.id, since=clock.now()))
    return tag


def take_back_skill(member: Member, name: str) -> None:
    """Say no longer that one can help with a topic."""
    tags = select(Tag.id).where(Tag.name == name)
    session().execute(delete(DeclaredSkill).where(DeclaredSkill.member_id == member.id, DeclaredSkill.tag_id.in_(tags)))


def hide_topic(member: Member, name: str, *, hidden: bool) -> None:
    """Do not be named for a topic, whatever one wrote on it; or be named again."""
    tag = _known(member, name)
    found = session().get(HiddenTopic, (member.id, tag.id))
    if hidden and found is None:
        session().add(HiddenTopic(member_id=member.id, tag_id=tag.id, since=clock.now()))
    elif not hidden and found is not None:
        session().delete(found)


def count_evidence(entry: Entry, *, by: Member, counts: bool) -> None:
    """Say that an entry of one's own does not show what one knows, or that it does after all.

    Raises:
        NotFound: when somebody else wrote it.
    """
    if entry.author_id != by.id:
        raise NotFound(_("There is nothing of yours here."))
    found = session().get(DiscountedEvidence, entry.id)
    if not counts and found is None:
        session().add(DiscountedEvidence(entry_id=entry.id, since=clock.now()))
    elif counts and found is not None:
        session().delete(found)


def stay_away(member: Member, until: datetime | None) -> None:
    """Be asked nothing until a moment; None is to be back.

    Raises:
        Refused: when it is more than a year ahead.
    """
    now = clock.now()
    if until is not None and until > now + LONGEST_ABSENCE:
        raise Refused(_("Please choose a day within a year."))
    session().execute(delete(Absence).where(Absence.member_id == member.id))
    if until is not None and until > now:
        session().add(Absence(member_id=member.id, until=until))


def endorse(member: Member, name: str, *, by: Member, endorsed: bool) -> None:
    """Say of a colleague that they can help with a topic, or no longer.

    Raises:
        Refused: when it is oneself, or the two never took part in the same conversation.
    """
    tag = _known(by, name)
    key = {"member_id": member.id, "tag_id": tag.id, "endorser_id": by.id}
    found = session().get(SkillEndorsement, key)
    if not endorsed:
        if found is not None:
            session().delete(found)
        return
    if member.id == by.id:
        raise Refused(_("Somebody else has to say this of you."))
    if member.id not in who_shared_a_thread(by, [member.id]):
        raise Refused(_("You can say this of people with whom you took part in a conversation."))
    if found is None:
        session().add(SkillEndorsement(**key, at=clock.now()))


def who_shared_a_thread(viewer: Member, ids: list[int]) -> set[int]:
    """Those of these members who wrote below the same question or post as `viewer`, as far as `viewer` may see it."""
    if not ids:
        return set()
    mine, theirs = _mine, _theirs
    root_of_mine, root_of_theirs = func.coalesce(mine.root_id, mine.id), func.coalesce(theirs.root_id, theirs.id)
    shared = (
        select(theirs.author_id)
        .join(mine, root_of_mine == root_of_theirs)
        .where(theirs.author_id.in_(ids), mine.author_id == viewer.id, theirs.author_id != viewer.id)
        .where(mine.is_live, or_(is_organization_wide(theirs), visible_to(viewer, theirs)), theirs.is_live)
    )
    return set(session().scalars(shared.distinct()))


def _known(member: Member, name: str) -> Tag:
    """The tag called `name`, if the member has seen it somewhere."""
    tag = known_tag(member, name)
    if tag is None:
        raise NotFound(_("Nothing is tagged like this."))
    return _canonical(tag)


def _canonical(tag: Tag) -> Tag:
    return tag.synonym_of or tag
