"""What exists already on a topic: useful answers, guides, bookmarks, and people who answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, and_, case, column, func, literal, or_, select, table, union_all
from sqlalchemy.orm import aliased

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member
from community.audiences.visibility import is_organization_wide
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import session
from community.topics.models import Tag

MOST_ENTRIES: Final = 500
"""The newest entries of a tag that are looked at; what lies deeper helps hardly anybody."""

HELPERS: Final = "helpers"

_question = table("question", column("entry_id", Integer), column("accepted_answer_id", Integer))


@dataclass(frozen=True)
class Supply:
    """What there is on a topic; `helpers` counts listed people who answered and must not be shown as a number."""

    name: str
    has_answers: bool = False
    has_guides: bool = False
    has_bookmarks: bool = False
    helpers: int = 0

    @property
    def is_scarce(self) -> bool:
        """Whether nothing was written yet that helps: no useful answer, no guide."""
        return not self.has_answers and not self.has_guides


def supplies_of(tag_ids: Sequence[int]) -> dict[int, Supply]:
    """What exists on each of these tags that everybody here may read, with the tag's name; one query."""
    if not tag_ids:
        return {}
    recent = _recent(tag_ids)
    there = union_all(_written(recent), *_answered(recent)).subquery("there")
    statement = (
        select(Tag.id, Tag.name, there.c.what, there.c.amount)
        .outerjoin(there, there.c.tag_id == Tag.id)
        .where(Tag.id.in_(tag_ids))
    )
    names: dict[int, str] = {}
    amounts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for tag_id, name, what, amount in session().execute(statement):
        names[tag_id] = name
        amounts[tag_id][what] = amounts[tag_id].get(what, 0) + (amount or 0)
    return {tag_id: _supply(name, amounts[tag_id]) for tag_id, name in names.items()}


def _supply(name: str, amounts: dict[str, int]) -> Supply:
    return Supply(
        name,
        has_answers=amounts.get(Kind.ANSWER, 0) > 0,
        has_guides=amounts.get(Kind.GUIDE, 0) > 0,
        has_bookmarks=amounts.get(Kind.BOOKMARK, 0) > 0,
        helpers=amounts.get(HELPERS, 0),
    )


def _recent(tag_ids: Sequence[int]) -> Any:
    newest = [
        select(EntryTag.tag_id, EntryTag.entry_id)
        .where(EntryTag.tag_id == tag_id)
        .order_by(EntryTag.published_at.desc(), EntryTag.entry_id.desc())
        .limit(MOST_ENTRIES)
        .subquery()
        for tag_id in tag_ids
    ]
    return union_all(*(select(each) for each in newest)).cte("recent")


def _written(recent: Any) -> Any:
    return (
        select(recent.c.tag_id, Entry.kind.label("what"), func.count().label("amount"))
        .join(Entry, Entry.id == recent.c.entry_id)
        .where(Entry.kind.in_([Kind.GUIDE.value, Kind.BOOKMARK.value]), is_organization_wide(Entry))
        .group_by(recent.c.tag_id, Entry.kind)
    )


def _answered(recent: Any) -> tuple[Any, Any]:
    """Useful answers, and the listed people who gave any, by topic: two rows for each."""
    asked = aliased(Entry, name="asked")
    is_useful = or_(Entry.score > 0, _question.c.accepted_answer_id == Entry.id)
    counted = (
        select(
            recent.c.tag_id,
            func.count(case((is_useful, Entry.id))).label("useful"),
            func.count(func.distinct(case((is_listed(Member), Entry.author_id)))).label("people"),
        )
        .select_from(recent)
        .join(asked, asked.id == recent.c.entry_id)
        .join(_question, _question.c.entry_id == asked.id)
        .join(Entry, and_(Entry.parent_id == asked.id, Entry.kind == Kind.ANSWER))
        .join(Member, Member.id == Entry.author_id)
        .where(is_organization_wide(asked), is_organization_wide(Entry), Entry.author_id != asked.author_id)
        .group_by(recent.c.tag_id)
        .cte("answered")
    )
    useful = select(counted.c.tag_id, literal(Kind.ANSWER.value), counted.c.useful)
    return useful, select(counted.c.tag_id, literal(HELPERS), counted.c.people)
