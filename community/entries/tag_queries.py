"""Reading tags as far as the viewer may know of them: a name can tell of what it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.models import Entry, EntryTag
from community.kernel.db import session
from community.topics.models import Tag
from community.topics.naming import tag_name


def tags_for_completion(viewer: Viewer, text: str, limit: int = 8) -> Sequence[Tag]:
    """Tags that begin like `text`, the most used first, as far as `viewer` may know of them.

    A tag that only bears entries closed to the viewer is not suggested: its name could tell of them.
    """
    start = tag_name(text)
    if not start:
        return []
    return (
        session()
        .scalars(
            select(Tag)
            .where(Tag.name.startswith(start, autoescape=True), is_known_tag(viewer))
            .options(joinedload(Tag.synonym_of))
            .order_by(Tag.use_count.desc(), Tag.name)
            .limit(limit)
        )
        .all()
    )


def is_known_tag(viewer: Viewer) -> ColumnElement[bool]:
    """Whether `viewer` may know of a row of the tag table.

    Members know of what is in use for all, is described, a skill or a synonym; of any other tag, as visitors
    of every tag, only who sees something that bears it.
    """
    on_visible = exists().where(EntryTag.tag_id == Tag.id, EntryTag.entry_id == Entry.id, listed_for(viewer, Entry))
    if viewer is None:
        return or_(on_visible)
    return or_(Tag.use_count > 0, Tag.is_skill, Tag.description != "", Tag.synonym_of_id.is_not(None), on_visible)


def popular_tags(viewer: Viewer, limit: int = 30) -> Sequence[Tag]:
    """The most used tags that `viewer` may know of."""
    return (
        session()
        .scalars(
            select(Tag)
            .where(Tag.use_count > 0, Tag.synonym_of_id.is_(None), is_known_tag(viewer))
            .order_by(Tag.use_count.desc(), Tag.name)
            .limit(limit)
        )
        .all()
    )


def tags_beginning(viewer: Viewer, letter: str, limit: int = 1000) -> Sequence[Tag]:
    """The tags that `viewer` may know of and that begin with `letter`, by name; synonyms stand with their tag."""
    return (
        session()
        .scalars(
            select(Tag)
            .where(Tag.name.startswith(letter, autoescape=True), Tag.synonym_of_id.is_(None), is_known_tag(viewer))
            .order_by(Tag.name)
            .limit(limit)
        )
        .all()
    )


def first_letters(viewer: Viewer) -> Sequence[str]:
    """The letters with which the tags that `viewer` may know of begin."""
    letter = func.substr(Tag.name, 1, 1)
    found = session().scalars(select(letter).where(Tag.synonym_of_id.is_(None), is_known_tag(viewer)).distinct())
    return sorted(found)


def synonym_names(tags: Collection[Tag]) -> dict[int, list[str]]:
    """The other names of `tags`, by the id of the tag."""
    names: dict[int, list[str]] = defaultdict(list)
    if tags:
        of = Tag.synonym_of_id.in_([tag.id for tag in tags])
        for tag in session().scalars(select(Tag).where(of).order_by(Tag.name)):
            names[tag.synonym_of_id or 0].append(tag.name)
    return names


def known_tag(viewer: Viewer, name: str) -> Tag | None:
    """The tag with exactly this name, be it a synonym, if `viewer` may know of it."""
    statement = select(Tag).where(Tag.name == tag_name(name), is_known_tag(viewer))
    return session().scalar(statement.options(joinedload(Tag.synonym_of)))


def knows_tag(viewer: Viewer, tag: Tag) -> bool:
    """Whether `viewer` may know that `tag` exists."""
    return session().scalar(select(Tag.id).where(Tag.id == tag.id, is_known_tag(viewer))) is not None
