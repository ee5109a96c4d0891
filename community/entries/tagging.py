"""Two names for one thing: making a tag another name of a tag, and moving what bears it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import delete, insert, select

from community.accounts.models import Member
from community.entries.follows import Subject
from community.entries.models import Entry, EntryTag, Follow
from community.entries.search_document import index
from community.entries.writing import write_tags
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.topics.models import Tag
from community.topics.naming import tag_name
from community.topics.queries import tag_by_name, tags_by_name
from community.topics.service import make_synonym

AT_ONCE = 200


def set_synonym(tag: Tag, *, of: str, by: Member) -> None:
    """Make `tag` another name of the tag called `of`, or, where `of` is empty, a tag of its own.

    What bears `tag` bears the other tag from now on: pages, counts and search in one transaction,
    and who followed the one follows the other.

    Raises:
        NotAllowed: when `by` is not an administrator.
        Refused: when there is no such other tag, or it would make a circle or a chain.
    """
    if not by.is_administrator:
        raise NotAllowed(_("Only an administrator can do this."))
    if not of.strip():
        tag.synonym_of = None
        return
    target = tag_by_name(of)
    if target is None:
        raise Refused(_("There is no tag called %(name)s.", name=tag_name(of) or of[:40]))
    if tag.synonym_of_id == target.id:
        return
    make_synonym(tag, of=target)
    session().flush()
    _move_entries(tag)
    _move_followers(tag, target)


def _move_entries(tag: Tag) -> None:
    for entry in _entries_with(tag):
        known = tags_by_name(entry.tag_names)
        kept = dict.fromkeys(known[name] for name in entry.tag_names if name in known)
        write_tags(entry, list(kept))
        index(entry)


def _entries_with(tag: Tag) -> Iterator[Entry]:
    """Every entry that bears `tag`, some at a time, so that a great many fit into memory."""
    last = 0
    while rows := (
        session()
        .scalars(
            select(Entry)
            .join(EntryTag, EntryTag.entry_id == Entry.id)
            .where(EntryTag.tag_id == tag.id, Entry.id > last)
            .order_by(Entry.id)
            .limit(AT_ONCE)
        )
        .all()
    ):
        last = rows[-1].id
        yield from rows
        session().flush()
        for row in rows:
            session().expunge(row)


def _move_followers(tag: Tag, target: Tag) -> None:
    followers = select(Follow.member_id, Follow.since).where(Follow.subject == Subject.TAG.value)
    there = set(session().scalars(followers.with_only_columns(Follow.member_id).where(Follow.subject_id == target.id)))
    here = session().execute(followers.where(Follow.subject_id == tag.id)).all()
    moved = [
        {"member_id": member_id, "subject": Subject.TAG.value, "subject_id": target.id, "since": since}
        for member_id, since in here
        if member_id not in there
    ]
    if moved:
        session().execute(insert(Follow), moved)
    session().execute(delete(Follow).where(Follow.subject == Subject.TAG.value, Follow.subject_id == tag.id))
