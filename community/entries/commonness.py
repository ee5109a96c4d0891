"""How common words are, as PostgreSQL's own statistics know it: read now and then, not with each search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Final, Literal

from cachetools import TTLCache, cached
from sqlalchemy import Connection, text

REMEMBERED: Final = timedelta(minutes=5)
"""PostgreSQL itself looks anew only once a tenth of all documents has changed."""

UNUSUAL: Final = 0.001
"""The share of documents that an unusual word is taken to have while the index was never analyzed."""

Column = Literal["document", "exact"]


@dataclass(frozen=True)
class Shares:
    """Which shares of all documents have the common words of one column of the index.

    Attributes:
        known: the share of each common word, by its lexeme.
        floor: the share of the least common of them.
    """

    known: Mapping[str, float] = field(default_factory=dict)
    floor: float = 2 * UNUSUAL

    def of(self, lexeme: str) -> float:
        """The share of a word: half of the floor where it is not known, for all that is known is that it is less."""
        return self.known.get(lexeme, self.floor / 2)

    def of_any(self, lexemes: Iterable[str]) -> float:
        """The share of the most common of these words."""
        return max(map(self.of, lexemes))

    def beginning(self, letters: str) -> float:
        """The share of all words that begin so, as far as they are common."""
        return min(1.0, sum(share for lexeme, share in self.known.items() if lexeme.startswith(letters)))


@dataclass(frozen=True)
class Commonness:
    """What the statistics of the index tell.

    Attributes:
        documents: about how many there are.
        stems, written: the shares of words by their stems, and of words as they are written.
    """

    documents: float
    stems: Shares
    written: Shares

    def in_column(self, column: Column) -> Shares:
        """The shares for a column of the index."""
        return self.stems if column == "document" else self.written


_read: TTLCache[str, Commonness] = TTLCache(16, REMEMBERED.total_seconds())


@cached(_read, key=lambda connection: str(connection.engine.url), lock=Lock())
def commonness(connection: Connection) -> Commonness:
    """What PostgreSQL knows at the other end of `connection`; what it knew some minutes ago does as well."""
    columns = {
        name: Shares(dict(zip(words, shares, strict=False)), min(shares))
        for name, words, shares in connection.execute(_KNOWN)
    }
    documents = connection.scalar(_DOCUMENTS) or 0.0
    return Commonness(documents, columns.get("document", Shares()), columns.get("exact", Shares()))


def forget() -> None:
    """Read anew what is known, for whoever has just analyzed the index."""
    _read.clear()


# Behind the shares of the words stand the least and the greatest of them.
_KNOWN = text(
    "SELECT attname, CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs FROM pg_stats"
    " WHERE schemaname = current_schema() AND tablename = 'entry_search' AND attname IN ('document', 'exact')"
    " AND most_common_elems IS NOT NULL"
)
_DOCUMENTS = text("SELECT CAST(reltuples AS float) FROM pg_class WHERE oid = to_regclass('entry_search')")
