"""What people say of their own and each other's knowledge, apart from what was shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member, MemberState
from community.entries.models import Entry
from community.experts.exclusions import hides_topic, tag_id_called
from community.experts.models import DeclaredSkill, DiscountedEvidence, HiddenTopic, SkillEndorsement
from community.experts.ranking import Endorsement
from community.kernel.db import session
from community.topics.models import Tag


def endorsements_on(names: Collection[str]) -> list[Endorsement]:
    """What active members say of others on the topics called `names`; each shared a conversation when they said so."""
    given = select(SkillEndorsement.member_id, SkillEndorsement.endorser_id).where(
        SkillEndorsement.tag_id.in_([tag_id_called(name) for name in names])
    )
    active = given.join(Member, Member.id == SkillEndorsement.endorser_id).where(Member.state == MemberState.ACTIVE)
    rows = session().execute(active)
    return [Endorsement(member_id, endorser_id, is_from_shared_thread=True) for member_id, endorser_id in rows]


def who_declared(name: str, *, besides: Collection[int], limit: int = 10) -> Sequence[Member]:
    """Listed members who say that they can help with a topic, and did not show it yet; who said it last comes first."""
    said = select(Member).join(DeclaredSkill, DeclaredSkill.member_id == Member.id)
    statement = said.where(DeclaredSkill.tag_id == tag_id_called(name), is_listed(Member), Member.id.not_in(besides))
    named = statement.where(~hides_topic(Member.id, [name]))
    return session().scalars(named.order_by(DeclaredSkill.since.desc(), Member.id).limit(limit)).all()


def has_volunteer() -> ColumnElement[bool]:
    """Whether a listed member says that they can help with a row of the tag table."""
    hides = select(HiddenTopic.tag_id).where(
        HiddenTopic.member_id == DeclaredSkill.member_id, HiddenTopic.tag_id == DeclaredSkill.tag_id
    )
    said = select(DeclaredSkill.tag_id).join(Member, Member.id == DeclaredSkill.member_id)
    return said.where(DeclaredSkill.tag_id == Tag.id, is_listed(Member), ~hides.exists()).exists()


def declared_by(member: Member) -> Sequence[DeclaredSkill]:
    """The topics with which a member says that they can help, by name."""
    statement = select(DeclaredSkill).join(Tag).where(DeclaredSkill.member_id == member.id)
    return session().scalars(statement.options(joinedload(DeclaredSkill.tag)).order_by(Tag.name)).all()


def hidden_topics_of(member: Member) -> set[str]:
    """The topics for which a member does not want to be named."""
    statement: Select[str] = select(Tag.name).join(HiddenTopic, HiddenTopic.tag_id == Tag.id)
    return set(session().scalars(statement.where(HiddenTopic.member_id == member.id)))


def discounted_ids_of(member: Member) -> set[int]:
    """The entries of a member of which they said that they do not show what they know."""
    statement: Select[int] = select(DiscountedEvidence.entry_id).join(Entry, Entry.id == DiscountedEvidence.entry_id)
    return set(session().scalars(statement.where(Entry.author_id == member.id)))
