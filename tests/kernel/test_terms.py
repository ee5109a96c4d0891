"""The tokenizer: one specification for both databases, kept in a golden file."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel import terms
from community.kernel.stop_words import STOP_WORDS

GOLDEN: list[dict[str, Any]] = json.loads(Path(__file__).with_name("golden").joinpath("terms.json").read_text())


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["case"])
def test_words_are_what_the_golden_file_says(case: dict[str, Any]) -> None:
    assert terms.words(case["text"]) == case["words"]


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["case"])
def test_stems_are_what_the_golden_file_says(case: dict[str, Any]) -> None:
    assert terms.stems(case["words"], case["language"]) == case["stems"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("node.js", "NodeJS"),
        ("C++", "cplusplus"),
        ("Straße", "STRASSE"),
        ("e\u0301tude", "étude"),
        ("ﬁne", "fine"),
        ("employee's", "EMPLOYEE’S"),
    ],
)
def test_different_spellings_of_a_word_are_one_word(one: str, other: str) -> None:
    assert terms.words(one) == terms.words(other)


def test_a_token_knows_where_it_stands() -> None:
    text = "Ask: “Häuser” in C++, 学习!"

    places = [text[token.start : token.end] for token in terms.tokens(text)]

    assert places == ["Ask", "Häuser", "in", "C++", "学", "习"]


def test_a_character_that_is_several_words_gives_all_of_them_its_place() -> None:
    assert list(terms.tokens("a ½")) == [("a", 0, 1), ("1", 2, 3), ("2", 2, 3)]


@pytest.mark.parametrize(
    ("written", "shown"), [("Häuser’s", "häuser"), ("CAFE\u0301", "café"), ("Ver\u00adhand", "verhand"), ("C++", "c++")]
)
def test_a_word_is_shown_with_its_accents(written: str, shown: str) -> None:
    assert terms.spelling(written) == shown


@pytest.mark.parametrize(
    ("code", "language"), [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("en-GB", "en"), ("fr", "en"), ("", "en")]
)
def test_a_text_is_stemmed_by_its_primary_language_or_as_english(code: str, language: str) -> None:
    assert terms.language_of(code) == language


def test_stop_words_are_those_of_the_language() -> None:
    assert terms.is_stop_word("die", "de")
    assert not terms.is_stop_word("die", "en")


def test_every_stop_word_is_written_as_the_tokenizer_writes_it() -> None:
    assert all(terms.words(word) == [word] for words in STOP_WORDS.values() for word in words)


def test_a_word_has_at_most_the_letters_that_count() -> None:
    assert [len(word) for word in terms.words("x" * 1000)] == [terms.LONGEST_WORD]


def test_threads_stem_at_the_same_time_without_mixing_languages() -> None:
    found = ["verhandlungen", "negotiations"] * 500

    with ThreadPoolExecutor(4) as pool:
        stemmed = list(pool.map(lambda n: terms.stems(found, "de" if n % 2 else "en"), range(16)))

    assert all(stemmed[n] == stemmed[n % 2] for n in range(16))
    assert stemmed[0] != stemmed[1]


@given(st.text())
def test_any_text_becomes_words_that_both_databases_take(text: str) -> None:
    for word in terms.words(text):
        word.encode()
        assert word
        assert len(word) <= terms.LONGEST_WORD
        assert not any(letter.isascii() and not letter.isalnum() for letter in word)
        assert not any(letter.isspace() for letter in word)


@given(st.text())
def test_words_of_words_are_the_same_words(text: str) -> None:
    found = terms.words(text)

    assert terms.words(" ".join(found)) == found


@given(st.text())
def test_places_ascend_and_lie_in_the_text(text: str) -> None:
    spans = [(token.start, token.end) for token in terms.tokens(text)]

    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
