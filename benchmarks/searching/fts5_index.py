"""A table of SQLite's FTS5 and nothing around it: what the product's own search begins with there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.searching.asked import Asked
from benchmarks.searching.documents import Document
from community.entries.search_index import WEIGHTS
from community.search.queries import PAGE

RANKING = f"bm25({WEIGHTS['title']}, {WEIGHTS['body']})"
CREATE = "CREATE VIRTUAL TABLE documents USING fts5(title, body, tags, author, tokenize=porter)"
INSERT = "INSERT INTO documents (rowid, title, body, tags, author) VALUES (?, ?, ?, ?, ?)"
SEARCH = """
SELECT rowid, highlight(documents, 0, '<b>', '</b>'), snippet(documents, 1, '<b>', '</b>', '…', 40)
FROM documents WHERE documents MATCH ? AND rank MATCH ? ORDER BY rank LIMIT ?
"""


class Fts5:
    """An index in a file, with one durable transaction for each document that is added."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(
            "CREATE VIRTUAL TABLE documents USING fts5(title, body, tags, author, tokenize=porter)"
        )

    def fill(self, documents: Iterable[Document]) -> None:
        """Index all `documents`."""
        self._connection.execute("BEGIN")
        self._connection.executemany(INSERT, map(_row, documents))
        self._connection.execute("COMMIT")

    def add(self, document: Document) -> None:
        """Index one more, to be found at once."""
        self._connection.execute(INSERT, _row(document))

    def search(self, asked: Asked) -> list[int]:
        """The best that have all that is asked for, shown as a page shows them."""
        found = self._connection.execute(SEARCH, (_written(asked), RANKING, PAGE))
        return [number for number, _title, _snippet in found]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _row(document: Document) -> tuple[object, ...]:
    return *document[:3], " ".join(document.tags), document.author


def _written(asked: Asked) -> str:
    words = " ".join(asked.words)
    text = f'"{words}"' if asked.is_phrase else words + ("*" if asked.is_open else "")
    filters = [f'{name} : "{value}"' for name, value in (("tags", asked.tag), ("author", asked.author)) if value]
    return " AND ".join([f"{{title body}} : ({text})", *filters])
