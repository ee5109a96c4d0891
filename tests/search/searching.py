"""What the tests of searching say again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, Select, column, insert, select, table

from community.entries import search_index
from community.entries.search_index import Document
from community.search.language import Parsed, parse
from community.search.match import match, matches

TODAY = date(2026, 11, 22)
SHOWN = table("shown", column("entry_id"), column("viewer"))


def a_document(entry_id: int, body: str = "", title: str = "", tags: str = "", language: str = "en") -> Document:
    """A search document; tags are separated by blanks."""
    return Document(entry_id, title, tags.split(), body, language)


def have(connection: Connection, *documents: Document) -> None:
    """Put documents into the index."""
    search_index.put_many(connection, documents)


def search(text: str, language: str = "en") -> Parsed:
    """The search as somebody types it today."""
    return parse(text, today=TODAY, language=language)


def found(connection: Connection, asked: str | Parsed) -> list[int]:
    """The ids of the documents that match, the best first."""
    parsed = search(asked) if isinstance(asked, str) else asked
    if parsed.tree is None:
        return []
    hit = match(parsed.tree, connection)
    return list(connection.scalars(select(hit.c.entry_id).order_by(hit.c.rank.desc(), hit.c.entry_id)))


def matched(connection: Connection, asked: str | Parsed) -> set[int]:
    """The ids of those documents by the criterion that does not rank."""
    parsed = search(asked) if isinstance(asked, str) else asked
    if parsed.tree is None:
        return set()
    everything = _all_ids(connection)
    given = everything.subquery()
    return set(connection.scalars(select(given.c[0]).where(matches(parsed.tree, connection.dialect.name, given.c[0]))))


def _all_ids(connection: Connection) -> Select[int]:
    key = "rowid" if connection.dialect.name == "sqlite" else "entry_id"
    return select(table("entry_search", column(key)).c[key].label("entry_id"))


def show(connection: Connection, viewer: str, ids: Iterable[int]) -> None:
    """Let `viewer` see the entries `ids`."""
    if rows := [{"entry_id": entry_id, "viewer": viewer} for entry_id in ids]:
        connection.execute(insert(SHOWN), rows)


def seen_by(viewer: str) -> Select[int]:
    """The ids of the entries that `viewer` may see."""
    return select(SHOWN.c.entry_id).where(SHOWN.c.viewer == viewer)
