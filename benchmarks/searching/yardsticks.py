"""Engines that only search, with the same documents and the same searches as the product.

They know no audiences and count no facets, so for each search the product does more than they do.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Final, Protocol

from benchmarks.asking import TIMES, Cost, cost_of
from benchmarks.searching.asked import ONE_WORD, Asked
from benchmarks.searching.documents import Document
from benchmarks.searching.fts5_index import Fts5
from benchmarks.searching.whoosh_index import Whoosh

ADDING: Final = "adding an entry"
"""What is measured besides searching."""

ADDED: Final = 20

WHOOSH_UP_TO: Final = 10_000
"""Entries that Whoosh is measured with: to fill it with more takes many minutes."""


class Yardstick(Protocol):
    """An index in files; what is added is written durably and found at once."""

    def fill(self, documents: Iterable[Document]) -> None:
        """Index all `documents`."""

    def add(self, document: Document) -> None:
        """Index one more."""

    def search(self, asked: Asked) -> list[int]:
        """The best that have all that is asked for, each made to show why it was found."""

    def close(self) -> None:
        """End what still works on the files."""


def yardsticks(size: int) -> Iterator[tuple[str, Callable[[Path], Yardstick]]]:
    """The engines that are measured with `size` entries; one that is not installed is named and left out."""
    if find_spec("tantivy"):
        yield "tantivy", import_module("benchmarks.searching.tantivy_index").Tantivy
    else:
        print("tantivy is not installed, so its column is left out; make bench installs it.")
    yield "FTS5", Fts5
    if size <= WHOOSH_UP_TO:
        yield "Whoosh", Whoosh


def costs(
    make: Callable[[Path], Yardstick], documents: Sequence[Document], searches: Mapping[str, Sequence[Asked]]
) -> dict[str, Cost]:
    """What each sort of search costs with `documents`, and what adding one does."""
    last = documents[-1].number
    added = [document._replace(number=last + number) for number, document in enumerate(documents[:ADDED], start=1)]
    with tempfile.TemporaryDirectory() as folder, closing(make(Path(folder))) as engine:
        engine.fill(documents)
        assert all(map(engine.search, searches[ONE_WORD]))
        found = {
            sort: cost_of([_least(partial(engine.search, each)) for each in asked]) for sort, asked in searches.items()
        }
        return found | {ADDING: cost_of([_milliseconds(partial(engine.add, each)) for each in added])}


def _least(work: Callable[[], object]) -> float:
    return min(_milliseconds(work) for _time in range(TIMES))


def _milliseconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return (process_time() - started) * 1000
