"""What people published on a topic, read for the directory: only what the whole organization may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Select,
    and_,
    cast,
    column,
    false,
    func,
    literal,
    null,
    or_,
    select,
    table,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from community.accounts.expert_listing import is_listed
from community.accounts.models import Member, Viewer
from community.audiences.visibility import is_organization_wide, listed_for
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.experts.exclusions import hides_topic, is_discounted, tag_id_called
from community.experts.models import HiddenTopic
from community.experts.ranking import Contribution, ContributionKind
from community.kernel.db import session
from community.kernel.join_order import few, in_order
from community.topics.models import Tag

MOST_ENTRIES: Final = 1000
"""The newest entries of a tag that are read; what is older has decayed to next to nothing where there are more."""

MOST_TAGS: Final = 8

Rows = Select[*tuple[Any, ...]]

KINDS: Final = {
    Kind.GUIDE: ContributionKind.GUIDE,
    Kind.REFLECTION: ContributionKind.REFLECTION,
    Kind.BOOKMARK: ContributionKind.BOOKMARK,
}
"""What shows knowledge by itself; an answer does so with its question."""

QUESTION: Final = table("question", column("entry_id", Integer), column("accepted_answer_id", Integer))
"""Of the questions only this is read here: which answer helped."""


class Found(NamedTuple):
    """A contribution, and the entry that bears the tag: the question of an answer, else the entry itself."""

    contribution: Contribution
    tagged_id: int


def counts_for(viewer: Viewer, entry: Any) -> ColumnElement[bool]:
    """Whether a row of `entry` may show what its author knows: `viewer` may see it, and so may everyone here."""
    return is_organization_wide(entry) & listed_for(viewer, entry)


def contributions_on(viewer: Viewer, names: Collection[str], *, as_of: datetime | None = None) -> list[Found]:
    """What listed members published on the tags called `names`, each entry once; synonyms are followed.

    Args:
        as_of: only what was published before counts, for looking back; everything if None.
    """
    names = list(dict.fromkeys(names))[:MOST_TAGS]
    tagged = _newest_tagged(names, as_of)
    if tagged is None:
        return []
    here, there = few(tagged, MOST_ENTRIES * MOST_TAGS), few(tagged, MOST_ENTRIES * MOST_TAGS)
    may_be_named = and_(is_listed(Member), ~is_discounted(Entry), ~hides_topic(Entry.author_id, list(names)))
    if as_of is not None:
        may_be_named = and_(may_be_named, Entry.published_at < as_of)
    own = _own(viewer, in_order(here, (Entry, Entry.id == here.c.entry_id), AUTHOR))
    answers = _answers(viewer, in_order(there, (ASKED, ASKED.id == there.c.entry_id), *BELOW, AUTHOR))
    return _found(union_all(own.where(may_be_named), answers.where(may_be_named)))


def has_contributor(viewer: Viewer) -> ColumnElement[bool]:
    """Whether a listed member published something on a row of the tag table that shows what they know."""
    hides = select(HiddenTopic.tag_id).where(
        HiddenTopic.member_id == Entry.author_id, HiddenTopic.tag_id == EntryTag.tag_id
    )
    may_be_named = and_(EntryTag.tag_id == Tag.id, is_listed(Member), ~is_discounted(Entry), ~hides.exists())
    own = _own(viewer, in_order(EntryTag, (Entry, Entry.id == EntryTag.entry_id), AUTHOR))
    answers = _answers(viewer, in_order(EntryTag, (ASKED, ASKED.id == EntryTag.entry_id), *BELOW, AUTHOR))
    return or_(own.where(may_be_named).exists(), answers.where(may_be_named).exists())


def contributions_of(member: Member) -> list[Found]:
    """The newest of what `member` published that shows what they know, whatever it is about; not what they took out."""
    own = _own(member, Entry).where(Entry.author_id == member.id, ~is_discounted(Entry))
    answers = _answers(member, in_order(Entry, (ASKED, Entry.parent_id == ASKED.id), OUTCOME))
    mine = answers.where(Entry.author_id == member.id, ~is_discounted(Entry))
    return _found(union_all(_newest(own), _newest(mine)))


def tag_names_of(found: Sequence[Found]) -> dict[int, list[str]]:
    """The tags of the entries that bear them, by entry."""
    ids = {each.tagged_id for each in found}
    if not ids:
        return {}
    rows = session().execute(select(Entry.id, Entry.tag_names).where(Entry.id.in_(ids)))
    return {entry_id: names for entry_id, names in rows}  # noqa: C416 (a row is no pair to the type checker)


ASKED = aliased(Entry, name="asked")
AUTHOR = (Member, Member.id == Entry.author_id)
OUTCOME = (QUESTION, QUESTION.c.entry_id == ASKED.id)
BELOW = ((Entry, Entry.parent_id == ASKED.id), OUTCOME)


def _newest_tagged(names: Sequence[str], as_of: datetime | None) -> Any:
    """The newest entries of each tag, so that a tag with very many costs no more than one with a thousand."""
    newest = [_newest_of(name, as_of) for name in names]
    return union(*(select(each.c.entry_id) for each in newest)).cte("tagged") if newest else None


def _newest_of(name: str, as_of: datetime | None) -> Any:
    tagged = select(EntryTag.entry_id).where(EntryTag.tag_id == tag_id_called(name))
    if as_of is not None:
        tagged = tagged.where(EntryTag.published_at < as_of)
    return tagged.order_by(EntryTag.published_at.desc(), EntryTag.entry_id.desc()).limit(MOST_ENTRIES).subquery()


def _own(viewer: Viewer, joined: Any) -> Rows:
    columns = (
        Entry.id,
        Entry.author_id,
        Entry.kind,
        Entry.published_at,
        cast(false(), Boolean).label("is_accepted"),
        cast(null(), Integer).label("asker_id"),
        Entry.id.label("tagged_id"),
    )
    kinds = [kind.value for kind in KINDS]
    return select(*columns).select_from(joined).where(Entry.kind.in_(kinds), counts_for(viewer, Entry))


def _answers(viewer: Viewer, joined: Any) -> Rows:
    return (
        select(
            Entry.id,
            Entry.author_id,
            literal(Kind.ANSWER.value).label("kind"),
            Entry.published_at,
            func.coalesce(QUESTION.c.accepted_answer_id == Entry.id, false()).label("is_accepted"),
            ASKED.author_id.label("asker_id"),
            ASKED.id.label("tagged_id"),
        )
        .select_from(joined)
        .where(Entry.kind == Kind.ANSWER, counts_for(viewer, Entry), counts_for(viewer, ASKED))
        .where(Entry.author_id != ASKED.author_id)
    )


def _newest(statement: Rows) -> Rows:
    newest = statement.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(MOST_ENTRIES).subquery()
    return select(newest)


def _found(statement: Any) -> list[Found]:
    return [
        Found(Contribution(entry_id, person_id, _kind(kind), at, bool(is_accepted), asker_id), tagged_id)
        for entry_id, person_id, kind, at, is_accepted, asker_id, tagged_id in session().execute(statement)
    ]


def _kind(kind: str) -> ContributionKind:
    return KINDS.get(Kind(kind), ContributionKind.ANSWER)
