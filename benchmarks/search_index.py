"""Whoosh's own index beside SQLite's FTS5: adding one document, and finding by one word and by three.

    .venv/bin/python -m benchmarks.search_index

Both keep title and body of the same generated documents in files, both write durably what is added,
and both rank by BM25 and answer with the ten best, for any of the words.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from whoosh import fields, index, qparser

from benchmarks.figures import cpu_seconds, figure, table

SIZES = (1_000, 10_000)
VOCABULARY = 20_000
WORDS = 150
TITLE = 8
ADDED = 20
QUERIES = 50
BEST = 10
# Queries are made of words that are neither everywhere nor almost nowhere.
ASKED_RANKS = range(40, 2_000)
SYLLABLES = ("ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu")


class Document(NamedTuple):
    """One generated document."""

    number: int
    title: str
    body: str


class Engine(Protocol):
    """What is measured: how long each of these takes."""

    def fill(self, documents: Iterable[Document]) -> None: ...

    def add(self, document: Document) -> None: ...

    def find(self, words: Sequence[str]) -> list[int]: ...


class Fts5:
    """A table of SQLite's FTS5, with one durable transaction for each document that is added."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "fts5.db", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE VIRTUAL TABLE documents USING fts5(title, body)")

    def fill(self, documents: Iterable[Document]) -> None:
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO documents(rowid, title, body) VALUES (?, ?, ?)", documents)
        self._connection.execute("COMMIT")

    def add(self, document: Document) -> None:
        self._connection.execute("INSERT INTO documents(rowid, title, body) VALUES (?, ?, ?)", document)

    def find(self, words: Sequence[str]) -> list[int]:
        found = self._connection.execute(
            "SELECT rowid FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT ?", (" OR ".join(words), BEST)
        )
        return [number for (number,) in found]


class Whoosh:
    """An index of Whoosh, with one commit for each document that is added."""

    def __init__(self, folder: Path) -> None:
        schema = fields.Schema(number=fields.NUMERIC(unique=True, stored=True), title=fields.TEXT, body=fields.TEXT)
        self._index = index.create_in(str(folder), schema)
        self._parser = qparser.MultifieldParser(["title", "body"], schema, group=qparser.OrGroup)
        self._searcher = self._index.searcher()

    def fill(self, documents: Iterable[Document]) -> None:
        with self._index.writer(limitmb=256) as writer:
            for document in documents:
                writer.add_document(**document._asdict())
        self._searcher = self._searcher.refresh()

    def add(self, document: Document) -> None:
        with self._index.writer() as writer:
            writer.add_document(**document._asdict())
        self._searcher = self._searcher.refresh()

    def find(self, words: Sequence[str]) -> list[int]:
        hits = self._searcher.search(self._parser.parse(" ".join(words)), limit=BEST)
        return [hit["number"] for hit in hits]


ENGINES: dict[str, Callable[[Path], Engine]] = {"fts5": Fts5, "whoosh": Whoosh}
Thing = TypeVar("Thing")

ACTS = ("add", "one_word", "three_words")


def main() -> None:
    """Print a table for each size, then all figures."""
    for size in SIZES:
        milliseconds = {name: _measured(make, size) for name, make in ENGINES.items()}
        print(f"{size} documents of {WORDS} words, CPU milliseconds for one:")
        table(["engine", *ACTS], [(name, *values) for name, values in milliseconds.items()])
        for act, fts5, whoosh in zip(ACTS, *milliseconds.values(), strict=True):
            figure(f"fts5_{act}_{size}", fts5, "ms")
            figure(f"whoosh_{act}_{size}", whoosh, "ms")
            figure(f"whoosh_to_fts5_{act}_{size}", whoosh / fts5, "ratio")


def _measured(make: Callable[[Path], Engine], size: int) -> tuple[float, float, float]:
    """CPU milliseconds for adding one document, for one word and for three."""
    documents = list(_documents(size + ADDED))
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.fill(documents[:size])
        queries = {count: _queries(count) for count in (1, 3)}
        assert all(engine.find(query) for query in queries[1])
        find = [cpu_seconds(partial(_each, engine.find, queries[n]), times=3) / QUERIES for n in (1, 3)]
        add = cpu_seconds(partial(_each, engine.add, documents[size:])) / ADDED
    return add * 1_000, find[0] * 1_000, find[1] * 1_000


def _each(act: Callable[[Thing], object], things: Iterable[Thing]) -> None:
    for thing in things:
        act(thing)


def _documents(count: int) -> Iterator[Document]:
    """The same documents every time; the n-th word of the vocabulary is n times as rare as the first."""
    chance = random.Random(7)
    words = [_word(rank) for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 1) for rank in range(VOCABULARY)))
    for number in range(count):
        chosen = chance.choices(words, cum_weights=weights, k=WORDS)
        yield Document(number, " ".join(chosen[:TITLE]), " ".join(chosen[TITLE:]))


def _queries(words: int) -> list[list[str]]:
    chance = random.Random(11)
    return [[_word(rank) for rank in chance.sample(ASKED_RANKS, words)] for _ in range(QUERIES)]


def _word(rank: int) -> str:
    return "".join(SYLLABLES[int(digit)] for digit in f"{rank:05}")


if __name__ == "__main__":
    main()
