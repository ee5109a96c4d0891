"""Whatever somebody types is understood, compiled and carried out, on both engines and in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine

from community.search import tree
from community.search.corrections import corrected
from tests.search.searching import a_document, found, have, matched, search, seen_by

PIECES = (
    '"', "'", "(", ")", "[", "]", "{", "}", "*", "?", "-", "+", ":", "^", "~", "\\", "|", "&", "!", "<", ">", "=", "..",
    " ", " AND ", " OR ", " NOT ", " TO ", "NEAR", "kind:", "tag:", "author:", "date:", "title:", "is:", "created:",
    "question", "2026-01", "last week", "salary", "the", "c++", "e-mail", "学习", "é", "e\u0301", "\x00", "\ud800",
    "😀", "\u202e", "=", "_", "de_", "''", '""', "1A", "%", "%s", ";", "--",
)  # fmt: skip

ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=300)
@given(ANY_TEXT)
def test_any_text_is_understood(text: str) -> None:
    parsed = search(text)

    for leaf in tree.wanted_leaves(parsed.tree):
        assert all(0 <= token.start < token.end <= len(parsed.text) for token in leaf.tokens)


@settings(max_examples=150)
@given(ANY_TEXT)
def test_any_text_is_carried_out_alike_with_and_without_rank(database: Engine, text: str) -> None:
    with database.connect() as connection:
        have(connection, a_document(1, "the salary of c++", title="question"), a_document(2, "学习 e-mail"))
        parsed = search(text)
        assert set(found(connection, parsed)) == matched(connection, parsed)
        found(connection, parsed.for_any_word())
        corrected(connection, parsed, seen_by("ana"))
        connection.rollback()


HOSTILE = {
    "parentheses": "(" * 3000,
    "nested groups": "(a OR " * 3000 + ")" * 3000,
    "nots": "NOT " * 3000 + "a",
    "minuses": "-" * 3000 + "a",
    "quotation marks": '"' * 3001,
    "phrases": '"a b" ' * 3000,
    "ors": " OR ".join(f"w{number}" for number in range(3000)),
    "or of nots": " OR ".join(f"-w{number}" for number in range(3000)),
    "open ends": "aa* " * 3000,
    "fields": "tag:" * 3000,
    "filters": " ".join(f"tag:t{number}" for number in range(3000)),
    "ranges": "[a TO " * 3000,
    "one word": "x" * 1_000_000,
    "characters": "学" * 3000,
    "marks": "e" + "\u0301" * 100_000,
    "blanks": " " * 1_000_000,
    "halves of pairs": "\ud800" * 3000,
    "nothing": "\x00" * 3000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_search_takes_little_time(connection: Connection, name: str) -> None:
    have(connection, *(a_document(number, f"w{number} aa{number} a b 学学学") for number in range(1, 200)))
    began = time.process_time()

    parsed = search(HOSTILE[name])
    found(connection, parsed)
    found(connection, parsed.for_any_word())
    corrected(connection, parsed, seen_by("ana"))

    assert time.process_time() - began < 2
