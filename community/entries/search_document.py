"""The search document of an entry, kept in the same transaction as the entry itself."""

from __future__ import annotations

from community.entries import search_index
from community.entries.models import Entry
from community.kernel.db import session


def document_of(entry: Entry) -> search_index.Document:
    """What the index keeps of `entry`."""
    return search_index.Document(
        entry_id=entry.id,
        title=entry.title,
        tags=tuple(entry.tag_names),
        body=entry.text,
        language=entry.language,
    )


def index(entry: Entry) -> None:
    """Put `entry` as it is now into the search index."""
    session().flush()
    search_index.put(session().connection(), document_of(entry))
