"""Keeping search documents: replaced, removed, bounded, and in step with the vocabulary."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from community.entries import search_index
from community.entries.search_index import Document
from tests.search.searching import a_document, found, have


def test_a_document_is_found_at_once(connection: Connection) -> None:
    search_index.put(connection, a_document(1, "negotiation"))

    assert found(connection, "negotiation") == [1]


def test_a_changed_document_is_found_by_its_new_words_alone(connection: Connection) -> None:
    have(connection, a_document(1, "negotiation"))

    search_index.put(connection, a_document(1, "salary"))

    assert found(connection, "salary") == [1]
    assert found(connection, "negotiation OR -salary") == []


def test_a_removed_document_is_found_no_more(connection: Connection) -> None:
    have(connection, a_document(1, "salary"), a_document(2, "salary"))

    search_index.remove(connection, [1, 99])

    assert found(connection, "salary") == [2]


def test_removing_nothing_is_no_mistake(connection: Connection) -> None:
    have(connection, a_document(1, "salary"))

    search_index.remove(connection, [])

    assert found(connection, "salary") == [1]


def test_the_last_of_several_documents_of_an_entry_counts(connection: Connection) -> None:
    have(connection, a_document(1, "salary"), a_document(1, "bonus"))

    assert found(connection, "salary OR bonus") == [1]
    assert found(connection, "salary") == []


def test_a_cleared_index_is_empty_and_takes_documents_again(connection: Connection) -> None:
    have(connection, a_document(1, "salary"))

    search_index.clear(connection)

    assert found(connection, "-nothing") == []
    assert _vocabulary(connection) == {}
    have(connection, a_document(2, "salary"))
    assert found(connection, "salary") == [2]


def test_an_empty_document_is_found_by_what_it_lacks(connection: Connection) -> None:
    have(connection, Document(1, "", [], ""))

    assert found(connection, "-salary") == [1]


def test_what_was_rolled_back_is_not_found(connection: Connection) -> None:
    have(connection, a_document(1, "salary"))

    connection.rollback()

    assert found(connection, "salary") == []


def test_settling_changes_nothing_that_is_found(connection: Connection) -> None:
    have(connection, *(a_document(number, "salary") for number in range(1, 1200)))

    search_index.settle(connection)

    assert len(found(connection, "salary")) == 1199


def test_a_phrase_crosses_neither_tags_nor_parts(connection: Connection) -> None:
    have(connection, Document(1, "first offer", ["counter offer", "walk"], "away now"))

    assert found(connection, '"counter offer"') == [1]
    assert found(connection, '"offer counter" OR "offer walk" OR "walk away"') == []


def test_a_word_is_stemmed_by_the_language_of_its_document(connection: Connection) -> None:
    have(connection, a_document(1, "rates", language="en"), a_document(2, "Verhandlungen", language="de"))

    assert found(connection, "rat") == []
    assert found(connection, "verhandlung") == [2]


def test_all_of_a_long_text_is_found_up_to_the_words_that_are_kept(connection: Connection) -> None:
    have(connection, a_document(1, "filler " * 14_990 + "the very last words " + "filler " * 9 + "beyond"))

    assert found(connection, '"very last words"') == [1]
    assert found(connection, "beyond") == []


HOSTILE = {
    "nothing but quotes": "' \\ '' \\' : ' 1A , '",
    "engine syntax": "'a':1A & !b | (c <-> d):* NEAR(x y) {title} : \"q\" - ^",
    "controls": "a\x00b\x01 \x1f \x7f \ud800 \udfff",
    "few letters that grow": "\ufdfa" * 50_000,
    "many long different words": " ".join(f"{number}é" + "ü" * 60 for number in range(20_000)),
    "one endless word": "x" * 200_000,
    "rare scripts": "".join(chr(0x20000 + number) for number in range(40_000)),
    "marks on marks": "a" + "\u0301" * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_kept_like_any_other(connection: Connection, name: str) -> None:
    hostile = HOSTILE[name]

    have(connection, Document(1, hostile, [hostile], hostile), a_document(2, "salary"))

    assert found(connection, "salary") == [2]
    assert 1 in found(connection, "-salary")


def test_the_vocabulary_has_each_word_once_with_its_spelling(connection: Connection) -> None:
    have(connection, a_document(1, "Häuser häuser C++ employee's 2026 x1 ab 学习"))
    have(connection, a_document(2, "hauser café"))

    assert _vocabulary(connection) == {
        "hauser": "häuser", "cplusplus": "c++", "employee": "employee", "cafe": "café"
    }  # fmt: skip


def test_the_index_knows_its_own_tables(database: Engine) -> None:
    with database.connect() as connection:
        names = connection.dialect.get_table_names(connection)

    assert {name for name in names if search_index.owns_table(name)} == {name for name in names if name != "shown"}
    assert not search_index.owns_table("entry")


def test_dropping_leaves_nothing(connection: Connection) -> None:
    search_index.drop(connection)

    assert not [name for name in connection.dialect.get_table_names(connection) if search_index.owns_table(name)]


@settings(max_examples=50)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.sampled_from(["en", "de", "xx", ""]))
def test_any_text_can_be_kept(database: Engine, title: str, body: str, tags: list[str], language: str) -> None:
    with database.connect() as connection:
        search_index.put(connection, Document(1, title, tags, body, language))
        connection.rollback()


def test_a_document_is_kept_quickly(connection: Connection) -> None:
    sentence = "Reminder number {} asks what you tried at work this week and what happened then. "
    documents = [a_document(n, "".join(sentence.format(n * 20 + m) for m in range(20))) for n in range(1, 101)]
    have(connection, *documents[:10])
    began = time.process_time()

    have(connection, *documents)

    assert (time.process_time() - began) / len(documents) < 0.02  # ten times what it takes, for a busy machine


def _vocabulary(connection: Connection) -> dict[str, str]:
    return dict(connection.execute(text("SELECT term, spelling FROM search_term")).all())
