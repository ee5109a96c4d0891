"""What exists already on a topic: useful answers, guides, bookmarks, and people who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Integer, and_, case, column, func, or_, select, table, union_all
from sqlalchemy.orm import aliased

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member
from community.audiences.visibility import is_organization_wide
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import session
from community.topics.models import Tag

MOST_ENTRIES: Final = 200
"""The newest entries of a tag that are looked at; what lies deeper helps hardly anybody."""

_question = table("question", column("entry_id", Integer), column("accepted_answer_id", Integer))

# Named once: to describe a table anew takes longer than most statements run.
_answer = aliased(Entry, name="answer")


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
    there = _there(_recent(tag_ids))
    statement = (
        select(Tag.id, Tag.name, there.c.answers, there.c.guides, there.c.bookmarks, there.c.helpers)
        .outerjoin(there, there.c.tag_id == Tag.id)
        .where(Tag.id.in_(tag_ids))
    )
    return {
        tag_id: Supply(name, bool(answers), bool(guides), bool(bookmarks), helpers or 0)
        for tag_id, name, answers, guides, bookmarks, helpers in session().execute(statement)
    }


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


def _there(recent: Any) -> Any:
    """What there is by topic: how many useful answers, guides and bookmarks, and how many people answered.

    All joins are outer ones, and what counts is decided in the columns, so that an entry without answers counts too
    and SQLite begins with the few entries at hand rather than with all answers there are.
    """
    is_answer = and_(
        _answer.kind == Kind.ANSWER,
        _answer.author_id != Entry.author_id,
        is_organization_wide(_answer),
        is_organization_wide(Entry),
    )
    is_useful = or_(_answer.score > 0, _question.c.accepted_answer_id == _answer.id)
    return (
        select(
            recent.c.tag_id,
            func.count(case((and_(is_answer, is_useful), 1))).label("answers"),
            func.count(case((and_(Entry.kind == Kind.GUIDE, is_organization_wide(Entry)), 1))).label("guides"),
            func.count(case((and_(Entry.kind == Kind.BOOKMARK, is_organization_wide(Entry)), 1))).label("bookmarks"),
            func.count(func.distinct(case((and_(is_answer, is_listed(Member)), _answer.author_id)))).label("helpers"),
        )
        .select_from(recent)
        .outerjoin(Entry, Entry.id == recent.c.entry_id)
        .outerjoin(_question, _question.c.entry_id == Entry.id)
        .outerjoin(_answer, _answer.parent_id == _question.c.entry_id)
        .outerjoin(Member, Member.id == _answer.author_id)
        .group_by(recent.c.tag_id)
        .subquery("there")
    )
