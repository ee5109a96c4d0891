"""Reading bookmarks and the pages that they lead to, with the audience rule inside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, true, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from community.accounts.models import Member, Viewer
from community.audiences.models import Audience, AudienceKind
from community.audiences.visibility import listed_for, visible_to
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.saved_link import SavedLink
from community.bookmarks.urls import BadUrl, normalize
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.entries.queries import place_of
from community.kernel.db import UtcDateTime, session
from community.kernel.paging import PAGE_SIZE, Page, Place
from community.topics.models import Tag

_ENOUGH_FOR_TAGS = 200
_MOST_NAMES = 2
_AT_ONCE = 1000

# Named once: to describe a table anew takes longer than most statements run.
_other = aliased(Entry)
_here = aliased(Bookmark)
_there = aliased(Bookmark)


class Show(StrEnum):
    """Views of one's own bookmarks."""

    ALL = "all"
    TO_READ = "to-read"
    UNTAGGED = "untagged"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class AlsoSaved:
    """Who else saved a page: the names of the newest few, and how many more there are."""

    resource_id: int
    names: Sequence[str]
    more: int


def bookmark_for(viewer: Viewer, entry_id: int) -> Bookmark | None:
    """The bookmark with this id, with what its page shows, if `viewer` may see it."""
    return session().scalar(_with_card().where(Bookmark.entry_id == entry_id, visible_to(viewer, Entry)))


def bookmarks(viewer: Viewer, *, tag: Tag | None = None, after: Place | None = None) -> Page[Bookmark]:
    """The newest bookmark of each page that `viewer` may see, perhaps of one tag."""

    def is_wanted(entry: Any) -> ColumnElement[bool]:
        if tag is None:
            return true()
        bears: ColumnElement[bool] = entry.id.in_(select(EntryTag.entry_id).where(EntryTag.tag_id == tag.id))
        return bears

    statement = _with_card().where(Entry.kind == Kind.BOOKMARK, listed_for(viewer, Entry), is_wanted(Entry))
    return _newest(statement.where(~was_saved_again(viewer, is_wanted)), after)


def was_saved_again(viewer: Viewer, is_wanted: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Whether a row of the entry table is a bookmark of a page that a newer one in the same list leads to.

    A list without such rows shows each page once, wherever its pages begin.

    Args:
        viewer: whose list it is; what they may not see hides nothing.
        is_wanted: what else decides that an entry is in the list.
    """
    return (
        select(_there.entry_id)
        .join(_here, _there.resource_id == _here.resource_id)
        .join(_other, _other.id == _there.entry_id)
        .where(
            _here.entry_id == Entry.id,
            tuple_(_other.published_at, _other.id) > tuple_(Entry.published_at, Entry.id),
            listed_for(viewer, _other),
            is_wanted(_other),
        )
        .correlate(Entry)
        .exists()
    )


def also_saved(entries: Collection[Entry], viewer: Viewer) -> dict[int, AlsoSaved]:
    """By the id of each bookmark among `entries`, who else saved its page, as far as `viewer` may see it."""
    ids = [entry.id for entry in entries if entry.kind == Kind.BOOKMARK]
    if not ids:
        return {}
    newest_first = func.row_number().over(
        partition_by=_here.entry_id, order_by=(Entry.published_at.desc(), Entry.id.desc())
    )
    savings = (
        select(_here.entry_id, _here.resource_id, Member.name, newest_first.label("place"))
        .add_columns(func.count().over(partition_by=_here.entry_id).label("count"))
        .join(_there, and_(_there.resource_id == _here.resource_id, _there.entry_id != _here.entry_id))
        .join(Entry, Entry.id == _there.entry_id)
        .join(Member, Member.id == Entry.author_id)
        .where(_here.entry_id.in_(ids), listed_for(viewer, Entry))
        .subquery()
    )
    found: dict[int, AlsoSaved] = {}
    for entry_id, resource_id, name, _place, count in session().execute(
        select(savings).where(savings.c.place <= _MOST_NAMES).order_by(savings.c.entry_id, savings.c.place)
    ):
        names = [*(found[entry_id].names if entry_id in found else ()), name]
        found[entry_id] = AlsoSaved(resource_id, names, count - len(names))
    return found


def my_bookmarks(member: Member, show: Show, after: Place | None = None) -> Page[Bookmark]:
    """One view of what `member` saved, the newest first."""
    return _newest(_shown(_of(member), show), after)


def bookmarks_of(resource: Resource, viewer: Viewer, after: Place | None = None) -> Page[Bookmark]:
    """Who saved `resource`, as far as `viewer` may see it, the newest first."""
    return _newest(_with_card().where(Bookmark.resource_id == resource.id, listed_for(viewer, Entry)), after)


def resource_for(viewer: Viewer, resource_id: int) -> Resource | None:
    """The resource with this id, if `viewer` may see a bookmark of it."""
    seen = _savings(viewer).where(Bookmark.resource_id == resource_id).exists()
    return session().scalar(select(Resource).where(Resource.id == resource_id, seen))


def resources_of(entry_ids: Collection[int]) -> dict[int, Resource]:
    """Where the bookmarks with these ids lead, for whoever was found to see them."""
    return {entry.id: resource for entry, resource in with_resources(entry_ids) if resource is not None}


def with_resources(entry_ids: Collection[int]) -> Sequence[tuple[Entry, Resource | None]]:
    """The entries with these ids and their authors, which somebody was found to see; with each bookmark its page."""
    if not entry_ids:
        return []
    rows = session().execute(
        select(Entry, Resource)
        .outerjoin(Bookmark, Bookmark.entry_id == Entry.id)
        .outerjoin(Resource, Bookmark.resource_id == Resource.id)
        .where(Entry.id.in_(entry_ids))
        .options(joinedload(Entry.author))
    )
    return [(entry, resource) for entry, resource in rows]


def saver_counts(viewer: Viewer, resource_ids: Collection[int]) -> dict[int, int]:
    """How many people saved each of these resources, as far as `viewer` may see their bookmarks."""
    if not resource_ids:
        return {}
    rows = session().execute(
        select(Bookmark.resource_id, func.count(Bookmark.entry_id))
        .join(Entry, Bookmark.entry_id == Entry.id)
        .where(Bookmark.resource_id.in_(resource_ids), listed_for(viewer, Entry))
        .group_by(Bookmark.resource_id)
    )
    return {resource_id: count for resource_id, count in rows}  # noqa: C416 (a row is no pair to the type checker)


def other_savings(bookmark: Bookmark, viewer: Viewer, limit: int = 5) -> tuple[Sequence[Entry], int]:
    """The newest bookmarks of the same page by others that `viewer` may see, and how many there are."""
    rows = (
        session()
        .execute(
            select(Entry, func.count().over())
            .join(Bookmark, Bookmark.entry_id == Entry.id)
            .options(joinedload(Entry.author))
            .where(
                Bookmark.resource_id == bookmark.resource_id,
                Bookmark.member_id != bookmark.member_id,
                listed_for(viewer, Entry),
            )
            .order_by(Entry.published_at.desc(), Entry.id.desc())
            .limit(limit)
        )
        .all()
    )
    return [row[0] for row in rows], rows[0][1] if rows else 0


def my_bookmark_of(member: Member, url: str) -> Bookmark | None:
    """The bookmark that `member` has of the page at `url`, unless it was taken back."""
    key = _key(url)
    if key is None:
        return None
    return session().scalar(_of(member).where(Resource.key == key))


def tags_for_page(viewer: Viewer, url: str, limit: int = 8) -> tuple[list[str], int]:
    """The tags that people gave the page at `url`, the most used first, and how many people saved it.

    Both count only bookmarks that `viewer` may see.
    """
    key = _key(url)
    if key is None:
        return [], 0
    rows = (
        session()
        .scalars(
            select(Entry.tag_names)
            .join(Bookmark, Bookmark.entry_id == Entry.id)
            .join(Resource, Bookmark.resource_id == Resource.id)
            .where(Resource.key == key, listed_for(viewer, Entry))
            .order_by(Entry.published_at.desc())
            .limit(_ENOUGH_FOR_TAGS)
        )
        .all()
    )
    counts = Counter(name for names in rows for name in names)
    return [name for name, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]], len(rows)


def saved_links(member: Member) -> Iterator[SavedLink]:
    """Everything that `member` saved, the oldest first, as a bookmark file holds it."""
    last: Place | None = None
    while rows := session().execute(_exported(member, last)).all():
        for url, title, source, tags, at, _id, audience, is_to_read in rows:
            is_private = audience == AudienceKind.SELF
            yield SavedLink(url, title, source, tuple(tags), (), at, is_private, is_to_read)
        last = Place(rows[-1][4], rows[-1][5])


def _with_card() -> Select[Bookmark]:
    """Bookmarks with the resource, the entry, its author and audience."""
    return (
        select(Bookmark)
        .join(Entry, Bookmark.entry_id == Entry.id)
        .join(Resource, Bookmark.resource_id == Resource.id)
        .options(
            contains_eager(Bookmark.resource),
            contains_eager(Bookmark.entry).options(joinedload(Entry.author), joinedload(Entry.audience)),
        )
    )


def _of(member: Member) -> Select[Bookmark]:
    return _with_card().where(*_mine(member))


def _mine(member: Member) -> tuple[ColumnElement[bool], ...]:
    return (Entry.author_id == member.id, Entry.kind == Kind.BOOKMARK, listed_for(member, Entry))


def _savings(viewer: Viewer) -> Select[Any]:
    return select(Bookmark.entry_id).join(Entry, Bookmark.entry_id == Entry.id).where(listed_for(viewer, Entry))


def _shown(statement: Select[Bookmark], show: Show) -> Select[Bookmark]:
    if show is Show.ALL:
        return statement
    if show is Show.ARCHIVED:
        return statement.where(Bookmark.is_archived)
    statement = statement.where(Bookmark.is_archived.is_(False))
    if show is Show.TO_READ:
        return statement.where(Bookmark.is_to_read)
    return statement.where(~select(EntryTag.entry_id).where(EntryTag.entry_id == Entry.id).exists())


def _newest(statement: Select[Bookmark], after: Place | None) -> Page[Bookmark]:
    if after is not None:
        place = tuple_(Entry.published_at, Entry.id)
        statement = statement.where(place < tuple_(literal(after.at, UtcDateTime), after.id))
    statement = statement.order_by(Entry.published_at.desc(), Entry.id.desc()).limit(PAGE_SIZE + 1)
    return Page.of(session().scalars(statement).all(), lambda bookmark: place_of(bookmark.entry))


def _exported(member: Member, last: Place | None) -> Any:
    entry = (Entry.title, Entry.source, Entry.tag_names, Entry.published_at, Entry.id)
    statement = (
        select(Resource.url, *entry, Audience.kind, Bookmark.is_to_read)
        .join(Bookmark, Bookmark.resource_id == Resource.id)
        .join(Entry, Bookmark.entry_id == Entry.id)
        .join(Audience, Entry.audience_id == Audience.id)
        .where(*_mine(member))
    )
    if last is not None:
        here = tuple_(literal(last.at, UtcDateTime), last.id)
        statement = statement.where(tuple_(Entry.published_at, Entry.id) > here)
    return statement.order_by(Entry.published_at, Entry.id).limit(_AT_ONCE)


def _key(url: str) -> str | None:
    try:
        return normalize(url)
    except BadUrl:
        return None
