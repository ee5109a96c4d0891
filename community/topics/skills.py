"""Skills: who looks after each, when it is looked at again, and that its owner hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload

from community.accounts.models import Member, MemberState, Role
from community.accounts.queries import member_by_username
from community.kernel import clock, mail
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.kernel.paging import PAGE_SIZE, Page
from community.topics.models import SkillCare, Tag

MAIL: Final = "skill_review"
PERIODS: Final = {3: 91, 6: 182, 12: 365}
"""After how many months a skill is looked at again, in days."""

CURATORS: Final = (Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
MOST_DUE: Final = 50

# Named once: to describe a table anew takes longer than most statements run.
_last = aliased(Tag)


class Skill(NamedTuple):
    """A tag that the organization cares about, and how it is looked after; None where nobody said so yet."""

    tag: Tag
    care: SkillCare | None

    @property
    def is_due(self) -> bool:
        """Whether somebody should look whether it still holds."""
        return self.care is not None and self.care.review_on is not None and self.care.review_on <= today()


def today() -> date:
    """The day that it is now, in UTC."""
    return clock.now().date()


def may_name_skills(member: Member) -> bool:
    """Whether `member` may say which tags the organization counts among its skills, and who looks after them."""
    return member.role in CURATORS


def may_review(skill: Skill, member: Member) -> bool:
    """Whether `member` may say that what stands of `skill` still holds: its owner, and who names skills."""
    return may_name_skills(member) or (skill.care is not None and skill.care.owner_id == member.id)


def skill_of(tag: Tag) -> Skill | None:
    """How `tag` is looked after, if it is a skill."""
    if not tag.is_skill:
        return None
    statement = select(SkillCare).where(SkillCare.tag_id == tag.id).options(joinedload(SkillCare.owner))
    return Skill(tag, session().scalar(statement))


def skills_by_name(after: int | None = None, size: int = PAGE_SIZE) -> Page[Skill]:
    """A page of the skills.

    Args:
        after: the id of the tag after which the page begins.
        size: how many at most.
    """
    statement = select(Tag, SkillCare).outerjoin(SkillCare, SkillCare.tag_id == Tag.id).where(_is_skill())
    if after is not None:
        name = select(_last.name).where(_last.id == after).scalar_subquery()
        statement = statement.where(tuple_(Tag.name, Tag.id) > tuple_(name, after))
    ordered = statement.order_by(Tag.name, Tag.id).options(joinedload(SkillCare.owner)).limit(size + 1)
    rows = [Skill(tag, care) for tag, care in session().execute(ordered)]
    return Page(rows[:size], str(rows[size - 1].tag.id)) if len(rows) > size else Page(rows)


def skills_to_review(limit: int = MOST_DUE) -> Sequence[Skill]:
    """The skills whose day of review has come, the longest due first."""
    statement = select(Tag, SkillCare).join(SkillCare, SkillCare.tag_id == Tag.id).where(_is_skill(), _is_due())
    ordered = statement.order_by(SkillCare.review_on, Tag.name).options(joinedload(SkillCare.owner)).limit(limit)
    return [Skill(tag, care) for tag, care in session().execute(ordered)]


def look_after_skill(tag: Tag, *, by: Member, owner: str, review_on: date | None) -> None:
    """Say who looks after a skill and when it is looked at again.

    Args:
        tag: a skill.
        by: who says so.
        owner: a username, perhaps with @; empty for nobody.
        review_on: the day; None where it is never looked at again.

    Raises:
        NotAllowed: when `by` does not name skills.
        Refused: when no active member is called `owner`.
    """
    if not may_name_skills(by):
        raise NotAllowed(_("Only coaches, managers and administrators can do this."))
    username = owner.strip().removeprefix("@")
    member = member_by_username(username) if username else None
    if username and (member is None or not member.is_active):
        raise Refused(_("Nobody here is called %(name)s.", name=username[:40]))
    care = _care_of(tag)
    if member is None or care.owner_id != member.id:
        care.told_of = None
    care.owner = member
    care.review_on = review_on


def review_skill(skill: Skill, *, by: Member, months: int) -> None:
    """Say that what stands of `skill` still holds; it is looked at again after `months`, one of `PERIODS`.

    Raises:
        NotAllowed: when `by` neither owns it nor names skills.
    """
    if not may_review(skill, by):
        raise NotAllowed(_("Only the owner of a skill and those who name skills can do this."))
    _care_of(skill.tag).review_on = today() + timedelta(days=PERIODS[months])


def tell_owners() -> None:
    """Have owners told by mail that the day of review of their skill has come; of each day once."""
    if not mail.is_on():
        return
    is_new = or_(SkillCare.told_of.is_(None), SkillCare.told_of != SkillCare.review_on)
    statement = select(SkillCare, Member).join(Tag, Tag.id == SkillCare.tag_id).join(SkillCare.owner)
    reachable = statement.where(Member.state == MemberState.ACTIVE, Member.email.is_not(None))
    for care, owner in session().execute(reachable.where(_is_skill(), _is_due(), is_new).limit(MOST_DUE)).all():
        key = f"skill-{care.tag_id}.{care.review_on}.member-{owner.id}"
        mail.queue(MAIL, owner.email or "", key=key, member_id=owner.id, tag_id=care.tag_id)
        care.told_of = care.review_on


def _care_of(tag: Tag) -> SkillCare:
    care = session().get(SkillCare, tag.id)
    if care is None:
        care = SkillCare(tag_id=tag.id)
        session().add(care)
    return care


def _is_skill() -> ColumnElement[bool]:
    return and_(Tag.is_skill, Tag.synonym_of_id.is_(None))


def _is_due() -> ColumnElement[bool]:
    return SkillCare.review_on <= today()
