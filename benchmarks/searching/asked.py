"""What is searched: the same for every engine that has the same documents.

Words that are asked for are neither everywhere nor almost nowhere: the first ones of `ASKED` stand in one entry of
seven, the last ones in one of three hundred. Three of them seldom stand together, so such a search is mostly answered
with entries that have any of them. Three of `COMMON` do; those stand in one entry of two to one of seventeen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice, pairwise
from random import Random
from typing import Final, NamedTuple

from benchmarks.filling import words
from benchmarks.searching.documents import Document

NUMBER: Final = 20
"""Searches of each sort."""

ASKED: Final = range(40, 2_000)
COMMON: Final = range(10, 100)
"""Ranks of the words that are asked for, by how often they are used."""

OPEN: Final = 3
"""Letters that are left out where the end of a word is left open."""

ONE_WORD, THREE_WORDS, THREE_COMMON = "one word", "three words", "three common words"
ALL_WORDS: Final = (ONE_WORD, THREE_WORDS, THREE_COMMON)
"""The sorts of searches that ask for all of their words."""

COMPARED: Final = (ONE_WORD, THREE_COMMON)
"""Those of them that every engine answers alike; where nothing has all words, the product alone goes on to search."""


class Asked(NamedTuple):
    """A search for entries with all of `words`: side by side, or with an open end, or of a tag, or by an author."""

    words: Sequence[str]
    is_phrase: bool = False
    is_open: bool = False
    tag: str = ""
    author: str = ""


def searches(documents: Sequence[Document]) -> dict[str, list[Asked]]:
    """The searches of each sort that are put to `documents`; some are what somebody knows who remembers an entry."""
    chance, vocabulary = Random(11), words()
    telling = {vocabulary[rank] for rank in ASKED}
    remembered = chance.sample(documents, len(documents))

    def of_ranks(ranks: range, number: int) -> list[Asked]:
        return [Asked([vocabulary[rank] for rank in chance.sample(ranks, number)]) for _search in range(NUMBER)]

    def of_entries(ask: Callable[[Document, Collection[str]], Iterator[Asked]]) -> list[Asked]:
        given = (next(ask(document, telling), None) for document in remembered)
        return list(islice(filter(None, given), NUMBER))

    return {
        ONE_WORD: of_ranks(ASKED, 1),
        THREE_WORDS: of_ranks(ASKED, 3),
        THREE_COMMON: of_ranks(COMMON, 3),
        "phrase": of_entries(_phrases),
        "one word of a tag": of_entries(_tagged),
        "one word by an author": of_entries(_by_author),
        "open end": of_entries(_open),
    }


def _phrases(document: Document, telling: Collection[str]) -> Iterator[Asked]:
    return (Asked(pair, is_phrase=True) for pair in pairwise(_words(document)) if all(word in telling for word in pair))


def _tagged(document: Document, telling: Collection[str]) -> Iterator[Asked]:
    return (Asked([word], tag=tag) for tag in document.tags for word in _words(document) if word in telling)


def _by_author(document: Document, telling: Collection[str]) -> Iterator[Asked]:
    return (Asked([word], author=document.author) for word in _words(document) if word in telling)


def _open(document: Document, telling: Collection[str]) -> Iterator[Asked]:
    return (Asked([word[:-OPEN]], is_open=True) for word in _words(document) if word in telling)


def _words(document: Document) -> list[str]:
    return re.findall(r"\w+", document.body.lower())
