"""Saving bookmarks, changing them, and putting them aside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from community.accounts.models import Member
from community.audiences.models import Audience
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.resources import DONE, resource_for, title_of
from community.entries.kinds import Kind, State
from community.entries.models import Entry
from community.entries.service import compose, restore, restrict, revise
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _


class AlreadySaved(Refused):
    """The member has a bookmark of this page; `entry_id` is its entry."""

    status = 409

    def __init__(self, entry_id: int) -> None:
        super().__init__(_("You saved this page already."))
        self.entry_id = entry_id


def save_bookmark(
    *,
    author: Member,
    audience: Audience,
    url: str,
    title: str = "",
    description: str = "",
    source: str = "",
    tags: Sequence[str] = (),
    is_to_read: bool = False,
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
) -> Bookmark:
    """Save the page at `url` for `author`, and let `audience` find it.

    What the member took back comes back with what they say now.

    Args:
        title: what the member calls it; when empty, the page's own title, as soon as it is known.
        description: what the page is known to say of itself, for everyone; it is then not asked for again.
        source: the member's note in Markdown.
        at: when it was saved, for what was saved elsewhere before.
        source_ref: where it came from, unique.
        is_new: False for history, of which nobody is to be told.

    Raises:
        BadUrl: when this is not the address of a page.
        AlreadySaved: when `author` has a bookmark of it.
        Refused: when title, note or tags are too long or too many, or a moderator hid their bookmark.
    """
    resource = resource_for(url, by=author)
    if description:
        _describe(resource, title, description)
    mine = _bookmark_of(author, resource)
    if mine is not None:
        return _saved_again(mine, audience, title, source, tags, is_to_read)
    try:
        with session().begin_nested():
            entry = compose(
                Kind.BOOKMARK,
                author=author,
                audience=audience,
                title=title.strip() or title_of(resource),
                source=source,
                tags=tags,
                at=at,
                source_ref=source_ref,
                is_new=is_new,
            )
            return _bookmark(entry, resource, is_to_read)
    except IntegrityError:
        mine = _bookmark_of(author, resource)  # from a second press of the button, a moment before
        if mine is None:
            raise
        raise AlreadySaved(mine.entry_id) from None


def change_bookmark(
    bookmark: Bookmark,
    *,
    by: Member,
    title: str,
    source: str,
    tags: Sequence[str],
    is_to_read: bool,
    note: str = "",
) -> None:
    """Change one's own bookmark; an empty title gives it the page's own.

    Raises:
        NotAllowed: when `by` did not save it.
        Refused: when title, note or tags are too long or too many.
    """
    revise(
        bookmark.entry, by=by, title=title.strip() or title_of(bookmark.resource), source=source, tags=tags, note=note
    )
    set_to_read(bookmark, is_to_read, by=by)


def set_to_read(bookmark: Bookmark, wanted: bool, *, by: Member) -> None:
    """Put the page among those to read, or out of them; what is to be read is not archived.

    Raises:
        NotAllowed: when `by` did not save it.
    """
    _check_owner(bookmark, by)
    bookmark.is_to_read = wanted
    bookmark.is_archived = bookmark.is_archived and not wanted


def set_archived(bookmark: Bookmark, wanted: bool, *, by: Member) -> None:
    """Put the page aside, or take it up again; what is put aside need not be read.

    Raises:
        NotAllowed: when `by` did not save it.
    """
    _check_owner(bookmark, by)
    bookmark.is_archived = wanted
    bookmark.is_to_read = bookmark.is_to_read and not wanted


def _bookmark(entry: Entry, resource: Resource, is_to_read: bool) -> Bookmark:
    bookmark = Bookmark(
        entry_id=entry.id,
        entry=entry,
        member_id=entry.author_id,
        resource_id=resource.id,
        resource=resource,
        is_to_read=is_to_read,
        is_archived=False,
    )
    session().add(bookmark)
    session().flush()
    return bookmark


def _describe(resource: Resource, title: str, description: str) -> None:
    """Keep what is known of the page, unless it told more by itself."""
    if resource.fetch_state != DONE:
        resource.title = resource.title or title.strip()[:300]
        resource.description = resource.description or description.strip()
        resource.fetch_state, resource.fetch_due_at = DONE, None


def _bookmark_of(member: Member, resource: Resource) -> Bookmark | None:
    return session().scalar(
        select(Bookmark)
        .where(Bookmark.member_id == member.id, Bookmark.resource_id == resource.id)
        .options(joinedload(Bookmark.entry))
    )


def _saved_again(
    bookmark: Bookmark, audience: Audience, title: str, source: str, tags: Sequence[str], is_to_read: bool
) -> Bookmark:
    entry, member = bookmark.entry, bookmark.entry.author
    if entry.state == State.HIDDEN:
        raise Refused(_("A moderator hid your bookmark of this page. Please talk with them first."))
    if entry.state != State.WITHDRAWN:
        raise AlreadySaved(bookmark.entry_id)
    change_bookmark(bookmark, by=member, title=title, source=source, tags=tags, is_to_read=is_to_read)
    restrict(entry, audience, by=member)  # before it is to be seen again
    restore(entry, by=member)
    bookmark.is_archived = False
    return bookmark


def _check_owner(bookmark: Bookmark, member: Member) -> None:
    if bookmark.member_id != member.id:
        raise NotAllowed(_("Only the person who saved this can change it."))
