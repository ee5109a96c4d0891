"""What people took out of what speaks for them: single entries, and whole topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from community.entries.models import EntryTag
from community.experts.models import DiscountedEvidence, HiddenTopic
from community.topics.models import Tag


def is_discounted(entry: Any) -> ColumnElement[bool]:
    """Whether the author of a row of `entry` said that it does not show what they know."""
    return select(DiscountedEvidence.entry_id).where(DiscountedEvidence.entry_id == entry.id).exists()


def hides_topic(author_id: Any, names: Sequence[str]) -> ColumnElement[bool]:
    """Whether an author does not want to be named for one of the topics called `names`."""
    hidden = select(HiddenTopic.tag_id).where(HiddenTopic.member_id == author_id)
    return hidden.where(HiddenTopic.tag_id.in_([tag_id_called(name) for name in names])).exists()


def hides_topic_of(author_id: Any, tagged_id: Any) -> ColumnElement[bool]:
    """Whether an author does not want to be named for one of the topics of an entry."""
    hidden = select(HiddenTopic.tag_id).join(EntryTag, EntryTag.tag_id == HiddenTopic.tag_id)
    return hidden.where(HiddenTopic.member_id == author_id, EntryTag.entry_id == tagged_id).exists()


def tag_id_called(name: str) -> ScalarSelect[int]:
    """The id of the tag called `name`, or of the one that it is another word for."""
    return select(func.coalesce(Tag.synonym_of_id, Tag.id)).where(Tag.name == name).scalar_subquery()
