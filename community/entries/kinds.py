"""The kinds of entry, their states, and the address of each."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an entry is."""

    REFLECTION = "reflection"
    QUESTION = "question"
    ANSWER = "answer"
    BOOKMARK = "bookmark"
    GUIDE = "guide"
    REMINDER = "reminder"
    BULLETIN = "bulletin"
    COMMENT = "comment"


class State(StrEnum):
    """Where an entry is in its life; only what is published can be live.

    A draft that its author took back is discarded, and a draft again when it is brought back.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class Feedback(StrEnum):
    """Which comments an author wants."""

    OPEN = "open"
    PRIVATE = "private"
    NONE = "none"


STREAM_KINDS = (Kind.REFLECTION, Kind.QUESTION, Kind.BOOKMARK, Kind.GUIDE, Kind.BULLETIN)
"""What stands by itself in a stream; answers, comments and reminders are seen where they belong."""

PAGES = {
    Kind.REFLECTION: "/reflections",
    Kind.QUESTION: "/questions",
    Kind.BOOKMARK: "/bookmarks",
    Kind.GUIDE: "/guides",
    Kind.REMINDER: "/programs/reminders",
    Kind.BULLETIN: "/bulletins",
}


def address(kind: str, entry_id: int, root_kind: str | None = None, root_id: int | None = None) -> str:
    """The path of an entry's page; an answer or comment is a place on the page of its root.

    Made by hand rather than by the router, because a list of cards asks for it many times.
    """
    if root_kind is not None and root_id is not None and root_id != entry_id:
        return f"{PAGES[Kind(root_kind)]}/{root_id}#{kind}-{entry_id}"
    return f"{PAGES[Kind(kind)]}/{entry_id}"


def edit_address(kind: str, entry_id: int) -> str:
    """The path of the page on which the author changes an entry."""
    if kind == Kind.COMMENT:
        return f"/entries/{entry_id}/edit"
    if kind == Kind.ANSWER:
        return f"/questions/answers/{entry_id}/edit"
    return f"{PAGES[Kind(kind)]}/{entry_id}/edit"
