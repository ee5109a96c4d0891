"""The search index as it was at a moment: what was written later is taken out, and put back as time passes."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Final

from sqlalchemy import select

from community.entries import search_index
from community.entries.models import Entry
from community.entries.search_document import document_of
from community.kernel.db import session

_AT_ONCE: Final = 500


class RollingIndex:
    """The index from a moment on; it changes in the open transaction alone, which whoever uses it rolls back."""

    def __init__(self, start: datetime) -> None:
        later = select(Entry.id, Entry.published_at).where(Entry.published_at >= start)
        rows = session().execute(later.order_by(Entry.published_at, Entry.id))
        self._waiting = deque((at, entry_id) for entry_id, at in rows)
        search_index.remove(session().connection(), [entry_id for _at, entry_id in self._waiting])

    def advance(self, moment: datetime) -> None:
        """Put in what was published before `moment`."""
        due: list[int] = []
        while self._waiting and self._waiting[0][0] < moment:
            due.append(self._waiting.popleft()[1])
        for start in range(0, len(due), _AT_ONCE):
            entries = session().scalars(select(Entry).where(Entry.id.in_(due[start : start + _AT_ONCE]))).all()
            search_index.put_many(session().connection(), [document_of(entry) for entry in entries])
            for entry in entries:
                session().expunge(entry)
