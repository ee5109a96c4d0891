"""Reading tags."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.kernel.db import session
from community.topics.models import Tag
from community.topics.naming import tag_name


def tag_by_name(name: str) -> Tag | None:
    """The tag with this name, or the one that it is a synonym of."""
    tag = session().scalar(select(Tag).where(Tag.name == tag_name(name)).options(joinedload(Tag.synonym_of)))
    return tag.synonym_of or tag if tag is not None else None


def tags_by_name(names: Collection[str]) -> dict[str, Tag]:
    """The tags among `names`, by the name asked for; a synonym gives the tag that it stands for."""
    if not names:
        return {}
    rows = session().scalars(select(Tag).where(Tag.name.in_(names)).options(joinedload(Tag.synonym_of)))
    return {tag.name: tag.synonym_of or tag for tag in rows}


def synonyms_of(tag: Tag) -> Sequence[Tag]:
    """The other names of `tag`."""
    return session().scalars(select(Tag).where(Tag.synonym_of_id == tag.id).order_by(Tag.name)).all()


def skills() -> Sequence[Tag]:
    """The tags that the organization cares about, by name."""
    return session().scalars(select(Tag).where(Tag.is_skill).order_by(Tag.name)).all()
