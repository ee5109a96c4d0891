"""Saved pages like the one of a bookmark, as far as the viewer may see that they were saved."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.bookmarks.models import Bookmark
from community.entries.kinds import Kind
from community.entries.likeness import ranked, scored
from community.entries.models import Entry
from community.entries.similar import alike, text_of
from community.kernel.db import session

PLACES = 5
LOOKED_AT = 25
"""The best bookmarks, among which there may be several of one page."""


def similar_bookmarks(viewer: Viewer, bookmark: Bookmark) -> Sequence[Bookmark]:
    """The best bookmark of each page like that of `bookmark`, the likest page first."""
    found = alike(viewer, text_of(bookmark.entry), Kind.BOOKMARK, besides=bookmark.entry_id)
    best = ranked(scored(found))[:LOOKED_AT]
    by_page: dict[int, Bookmark] = {}
    for each in sorted(_by_id(viewer, best), key=lambda other: best.index(other.entry_id)):
        if each.resource_id != bookmark.resource_id:
            by_page.setdefault(each.resource_id, each)
    return list(by_page.values())[:PLACES]


def _by_id(viewer: Viewer, ids: Sequence[int]) -> Sequence[Bookmark]:
    if not ids:
        return []
    statement = (
        select(Bookmark)
        .join(Entry, Bookmark.entry_id == Entry.id)
        .where(Bookmark.entry_id.in_(ids), listed_for(viewer, Entry))
        .options(contains_eager(Bookmark.entry), joinedload(Bookmark.resource))
    )
    return session().scalars(statement).all()
