"""The index of tantivy, a search engine in Rust (MIT): the quicker yardstick."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import tantivy

from benchmarks.searching.asked import Asked
from benchmarks.searching.documents import Document
from community.entries.search_index import WEIGHTS
from community.search.queries import PAGE

TEXTS = ["title", "body"]


class Tantivy:
    """An index in files, with one commit for each document that is added."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder().add_integer_field("number", stored=True)
        for name in TEXTS:
            builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
        for name in ("tags", "author"):
            builder.add_text_field(name, tokenizer_name="raw")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._writer = self._index.writer(num_threads=1)
        self._boosts = {name: WEIGHTS[name] for name in TEXTS}

    def fill(self, documents: Iterable[Document]) -> None:
        """Index all `documents`."""
        for document in documents:
            self._put(document)
        self._commit()

    def add(self, document: Document) -> None:
        """Index one more, to be found at once."""
        self._put(document)
        self._commit()

    def search(self, asked: Asked) -> list[int]:
        """The best that have all that is asked for, shown as a page shows them."""
        query = self._index.parse_query(_written(asked), TEXTS, self._boosts, None, True, True)
        hits = [self._searcher.doc(address) for _score, address in self._searcher.search(query, PAGE).hits]
        for name in TEXTS:
            generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, name)
            for hit in hits:
                generator.snippet_from_doc(hit).to_html()
        return [int(hit["number"][0]) for hit in hits]

    def close(self) -> None:
        """Wait for what merges in the background."""
        self._writer.wait_merging_threads()

    def _put(self, document: Document) -> None:
        self._writer.add_document(tantivy.Document(**document._asdict()))

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()


def _written(asked: Asked) -> str:
    words = " ".join(asked.words)
    text = f'"{words}"' if asked.is_phrase else words
    if asked.is_open:
        text = "(" + " OR ".join(f"{name}:/{words}.*/" for name in TEXTS) + ")"
    filters = [f'{name}:"{value}"' for name, value in (("tags", asked.tag), ("author", asked.author)) if value]
    return " ".join([text, *filters])
