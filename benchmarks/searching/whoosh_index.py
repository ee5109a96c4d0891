"""Whoosh's own index: the yardstick that is Python as we are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh import analysis, fields, index, qparser

from benchmarks.searching.asked import Asked
from benchmarks.searching.documents import Document
from community.entries.search_index import WEIGHTS
from community.search.queries import PAGE

TEXTS = ["title", "body"]


class Whoosh:
    """An index in files, with one commit for each document that is added."""

    def __init__(self, folder: Path) -> None:
        texts = {name: fields.TEXT(analysis.StemmingAnalyzer(), stored=True) for name in TEXTS}
        schema = fields.Schema(
            number=fields.NUMERIC(unique=True, stored=True), tags=fields.KEYWORD, author=fields.ID, **texts
        )
        boosts = {name: WEIGHTS[name] for name in TEXTS}
        self._index = index.create_in(str(folder), schema)
        self._parser = qparser.MultifieldParser(TEXTS, schema, boosts, group=qparser.AndGroup)
        self._searcher = self._index.searcher()

    def fill(self, documents: Iterable[Document]) -> None:
        """Index all `documents`."""
        with self._index.writer(limitmb=256) as writer:
            for document in documents:
                writer.add_document(**_fields(document))
        self._searcher = self._searcher.refresh()

    def add(self, document: Document) -> None:
        """Index one more, to be found at once."""
        with self._index.writer() as writer:
            writer.add_document(**_fields(document))
        self._searcher = self._searcher.refresh()

    def search(self, asked: Asked) -> list[int]:
        """The best that have all that is asked for, shown as a page shows them."""
        hits = self._searcher.search(self._parser.parse(_written(asked)), limit=PAGE)
        for hit in hits:
            for name in TEXTS:
                hit.highlights(name)
        return [hit["number"] for hit in hits]

    def close(self) -> None:
        """Close the files."""
        self._searcher.close()
        self._index.close()


def _fields(document: Document) -> dict[str, object]:
    return {**document._asdict(), "tags": " ".join(document.tags)}


def _written(asked: Asked) -> str:
    words = " ".join(asked.words)
    text = f'"{words}"' if asked.is_phrase else words + ("*" if asked.is_open else "")
    filters = [f"{name}:{value}" for name, value in (("tags", asked.tag), ("author", asked.author)) if value]
    return " ".join([text, *filters])
