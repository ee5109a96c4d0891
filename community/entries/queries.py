"""Reading entries, with the audience rule inside and everything that a card shows loaded at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, cast, func, literal, select, tuple_, union_all
from sqlalchemy.orm import defer, joinedload

from community.accounts.models import Member, Viewer
from community.audiences.visibility import listed_for, visible_to
from community.entries.kinds import STREAM_KINDS, Kind, State
from community.entries.models import Draft, Entry, EntryTag, Follow, Revision, Vote
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.kernel.unindexed import unindexed
from community.topics.models import Tag


def with_card(statement: Select[Entry]) -> Select[Entry]:
    """Load with each entry what its card shows: the author and the audience."""
    return statement.options(joinedload(Entry.author), joinedload(Entry.audience))


# Named once: what is loaded with a card is the same for every list.
_WITH_CARD = with_card(select(Entry))


def listed(viewer: Viewer, *kinds: Kind) -> Select[Entry]:
    """The entries of `kinds` (all kinds when none is named) that belong in lists for `viewer`."""
    return _WITH_CARD.where(listed_for(viewer, Entry), *_of_kinds(kinds))


@lru_cache
def _of_kinds(kinds: tuple[Kind, ...]) -> tuple[ColumnElement[bool], ...]:
    # One kind is quickly read from the index of kinds; of several the newest are found by their moment alone.
    kind = Entry.kind if len(kinds) == 1 else unindexed(Entry.kind)
    return (kind.in_([k.value for k in kinds]),) if kinds else ()


def newest(statement: Select[Entry], after: Place | None = None, size: int = PAGE_SIZE) -> Page[Entry]:
    """A page of `statement`, the newest first, beginning after `after`."""
    if after is not None:
        statement = statement.where(tuple_(Entry.published_at, Entry.id) < tuple_(_bound(after), after.id))
    statement = statement.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(size + 1)
    return Page.of(session().scalars(statement).all(), place_of, size)


def place_of(entry: Entry) -> Place:
    """Where `entry` stands in a list of the newest."""
    return Place(entry.published_at, entry.id)


def tagged(tag: Tag, viewer: Viewer, *kinds: Kind) -> Select[Entry]:
    """The entries of `kinds` that bear `tag`, as far as `viewer` may see them."""
    return listed(viewer, *kinds).join(EntryTag, EntryTag.entry_id == Entry.id).where(EntryTag.tag_id == tag.id)


def written_by(author: Member, viewer: Viewer, *kinds: Kind) -> Select[Entry]:
    """The entries of `kinds` that `author` published, as far as `viewer` may see them."""
    return listed(viewer, *kinds).where(Entry.author_id == author.id)


def entries_tagged(
    tag: Tag, viewer: Viewer, *kinds: Kind, after: Place | None = None, size: int = PAGE_SIZE
) -> Page[Entry]:
    """What bears `tag`, as far as `viewer` may see it, the newest first."""
    statement = tagged(tag, viewer, *(kinds or STREAM_KINDS))
    if after is not None:
        statement = statement.where(tuple_(EntryTag.published_at, EntryTag.entry_id) < tuple_(_bound(after), after.id))
    statement = statement.order_by(EntryTag.published_at.desc(), EntryTag.entry_id.desc()).limit(size + 1)
    return Page.of(session().scalars(statement).all(), place_of, size)


def newest_with_tags(viewer: Viewer, names: Collection[str], kind: Kind, limit: int) -> Sequence[Entry]:
    """The newest entries of one kind that bear one of the tags called `names`, as far as `viewer` may see them."""
    if not names:
        return []
    tagged = select(EntryTag.entry_id).join(Tag, EntryTag.tag_id == Tag.id).where(Tag.name.in_(names))
    statement = listed(viewer, kind).where(Entry.id.in_(tagged))
    return session().scalars(statement.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(limit)).all()


def entry_for(viewer: Viewer, entry_id: int, *kinds: Kind) -> Entry | None:
    """The entry with this id, if `viewer` may see it and it is of one of `kinds`."""
    statement = _WITH_CARD.where(Entry.id == entry_id, visible_to(viewer, Entry))
    if kinds:
        statement = statement.where(Entry.kind.in_([k.value for k in kinds]))
    return session().scalar(statement)


def entries_for(viewer: Viewer, ids: Collection[int]) -> dict[int, Entry]:
    """Those of the entries with these ids that belong in a list for `viewer`, by id."""
    if not ids:
        return {}
    rows = session().scalars(listed(viewer).where(Entry.id.in_(ids)))
    return {entry.id: entry for entry in rows}


def thread(root: Entry, viewer: Viewer) -> dict[int, list[Entry]]:
    """Everything below `root` that `viewer` may see, by the id of its parent, the oldest first."""
    rows = session().scalars(listed(viewer).where(Entry.root_id == root.id).order_by(Entry.published_at, Entry.id))
    below: dict[int, list[Entry]] = defaultdict(list)
    for entry in rows:
        below[entry.parent_id or root.id].append(entry)
    return below


def revisions_of(entry: Entry) -> Sequence[Revision]:
    """What `entry` said before, the newest first."""
    return (
        session()
        .scalars(
            select(Revision)
            .where(Revision.entry_id == entry.id)
            .options(joinedload(Revision.editor), defer(Revision.source))
            .order_by(Revision.number.desc())
        )
        .all()
    )


def revision_of(entry: Entry, number: int) -> Revision | None:
    """What `entry` said before its change with this number."""
    return session().get(Revision, (entry.id, number), options=[joinedload(Revision.editor)])


def replies_by_others(entry: Entry) -> int:
    """How many answers and comments by others would be read by whoever comes to read `entry`."""
    return (
        session().scalar(
            select(func.count(Entry.id)).where(
                Entry.root_id == entry.id, Entry.audience_id == entry.audience_id, Entry.author_id != entry.author_id
            )
        )
        or 0
    )


def replies_both_see(root: Entry, author: Member, other: Viewer) -> Sequence[Entry]:
    """What hangs below `root` and `other` sees, as far as `author` sees it too, the oldest first."""
    statement = listed(other).where(listed_for(author, Entry), Entry.root_id == root.id)
    return session().scalars(statement.order_by(Entry.published_at, Entry.id)).all()


def withdrawn_by(member: Member, limit: int = 50) -> Sequence[Entry]:
    """What `member` took back, the newest first."""
    return (
        session()
        .scalars(
            with_card(select(Entry))
            .where(Entry.author_id == member.id, Entry.state == State.WITHDRAWN, visible_to(member, Entry))
            .order_by(Entry.changed_at.desc())
            .limit(limit)
        )
        .all()
    )


# A vote is 1 or -1, so this marks the row that says that the member follows.
NO_VOTE, BEGUN = 0, 99
COMMENT_ON = "comment:"


class Standing(NamedTuple):
    """How a member stands to a page: their votes by entry id, whether they follow what is said there, and what
    they began to say, by the id of what it is said to."""

    votes: dict[int, int]
    is_following: bool
    kept: Mapping[int, Mapping[str, str]] = {}


def standing_of(member: Viewer, root: Entry, below: Mapping[int, Sequence[Entry]]) -> Standing:
    """How `member` stands to `root` and to what is said `below` it, in one query; in two when they began to comment."""
    if member is None:
        return Standing({}, is_following=False)
    ids = [root.id, *(entry.id for group in below.values() for entry in group)]
    votes = select(Vote.entry_id, Vote.value).where(Vote.member_id == member.id, Vote.entry_id.in_(ids))
    follows = select(Follow.subject_id, literal(NO_VOTE)).where(
        Follow.member_id == member.id, Follow.subject == "entry", Follow.subject_id == root.id
    )
    begun = select(cast(func.substr(Draft.key, len(COMMENT_ON) + 1), Integer), literal(BEGUN)).where(
        Draft.member_id == member.id, Draft.key.in_([f"{COMMENT_ON}{entry_id}" for entry_id in ids])
    )
    rows = session().execute(union_all(votes, follows, begun)).all()
    return Standing(
        {i: value for i, value in rows if value not in {NO_VOTE, BEGUN}},
        any(value == NO_VOTE for _id, value in rows),
        _kept_comments(member, [i for i, value in rows if value == BEGUN]),
    )


def _kept_comments(member: Member, entry_ids: Collection[int]) -> dict[int, Mapping[str, str]]:
    keys = {f"{COMMENT_ON}{entry_id}": entry_id for entry_id in entry_ids}
    if not keys:
        return {}
    drafts = select(Draft.key, Draft.fields).where(Draft.member_id == member.id, Draft.key.in_(keys))
    return {keys[key]: fields for key, fields in session().execute(drafts)}


def is_following(member: Viewer, subject: str, subject_id: int) -> bool:
    """Whether `member` follows this entry, tag or member."""
    return member is not None and session().get(Follow, (member.id, subject, subject_id)) is not None


def followers_of(subject: str, subject_id: int) -> Sequence[int]:
    """The ids of the members who follow this entry, tag or member."""
    return (
        session()
        .scalars(select(Follow.member_id).where(Follow.subject == subject, Follow.subject_id == subject_id))
        .all()
    )


def _bound(place: Place) -> ColumnElement[datetime]:
    return literal(place.at, UtcDateTime)
