"""Making the search index anew from the entries, some hundreds at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from community.entries import search_index
from community.entries.models import Entry
from community.entries.search_document import document_of
from community.kernel.db import session

AT_ONCE = 500


def rebuild() -> Iterator[int]:
    """Empty the index and fill it again; whoever calls commits after each step.

    Yields:
        How many entries the step has put in.
    """
    search_index.clear(session().connection())
    last = 0
    while entries := _after(last):
        search_index.put_many(session().connection(), [document_of(entry) for entry in entries])
        last = entries[-1].id
        yield len(entries)
        session().expunge_all()


def _after(entry_id: int) -> list[Entry]:
    return list(session().scalars(select(Entry).where(Entry.id > entry_id).order_by(Entry.id).limit(AT_ONCE)))
