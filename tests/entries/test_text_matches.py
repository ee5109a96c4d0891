"""How common a word is, as far as that decides what is like a text."""

from __future__ import annotations

from flask import Flask

from community.entries import search_index
from community.entries.text_matches import COUNTED, telling_words
from community.kernel.db import session
from tests.search.searching import a_document, have


def number_of(word: str) -> int:
    """How many entries are taken to have `word`."""
    telling = telling_words(word, "en")
    return telling.of[0].number if telling is not None else 0


def test_a_common_word_is_known_without_counting_and_a_rare_one_is_counted(app: Flask) -> None:
    connection = session().connection()
    have(connection, *(a_document(n, "rota") for n in range(1, COUNTED + 101)), a_document(1000, "vineyard"))
    search_index.settle(connection)
    have(connection, a_document(1001, "vineyard"))

    assert (number_of("rota"), number_of("vineyard"), number_of("unheard")) == (COUNTED + 100, 2, 0)


def test_a_word_that_became_common_since_the_statistics_were_made_is_counted(app: Flask) -> None:
    connection = session().connection()
    search_index.settle(connection)
    have(connection, *(a_document(n, "rota") for n in range(1, COUNTED + 101)))

    assert number_of("rota") == COUNTED + 100
