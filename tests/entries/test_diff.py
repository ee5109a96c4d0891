"""What changed between two texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.entries.diff import Change, Piece, folded, word_diff

text = st.text(st.sampled_from("ab .\n,é👩"), max_size=200)


def spelled(pieces: list[Piece], without: Change) -> str:
    """The text that remains without one kind of change."""
    return "".join(piece.text for piece in pieces if piece.change is not without)


@given(text, text)
def test_the_pieces_spell_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert (spelled(pieces, Change.ADDED), spelled(pieces, Change.REMOVED)) == (before, after)


@given(text, text, st.integers(0, 50))
def test_a_small_budget_changes_no_text(before: str, after: str, cells: int) -> None:
    pieces = word_diff(before, after, cells)
    assert (spelled(pieces, Change.ADDED), spelled(pieces, Change.REMOVED)) == (before, after)


def test_one_word_is_one_change() -> None:
    assert word_diff("We hand over at seven.", "We hand over at eight.") == [
        Piece(Change.SAME, "We hand over at "),
        Piece(Change.REMOVED, "seven"),
        Piece(Change.ADDED, "eight"),
        Piece(Change.SAME, "."),
    ]


def test_a_new_line_leaves_the_others_alone() -> None:
    pieces = word_diff("one\ntwo\n", "one\none and a half\ntwo\n")
    assert [piece.change for piece in pieces] == [Change.SAME, Change.ADDED, Change.SAME]


def test_equal_texts_are_one_piece() -> None:
    assert word_diff("Same.", "Same.") == [Piece(Change.SAME, "Same.")]


def test_nothing_and_nothing() -> None:
    assert word_diff("", "") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("." * 100_000, "a" + "." * 99_999),
        ("\n" * 100_000, "a\n" * 50_000),
        ("a. " * 33_000, "b. a. " * 16_000),
        (" ".join(map(str, range(17_000))), " ".join(map(str, range(17_000, 0, -1)))),
        ("x" * 100_000, "y" * 100_000),
    ],
)
def test_the_longest_texts_cost_seconds_at_most(before: str, after: str) -> None:
    started = time.process_time()
    pieces = word_diff(before, after)
    assert time.process_time() - started < 5
    assert spelled(pieces, Change.ADDED) == before


def test_long_stretches_that_stayed_are_left_out() -> None:
    same = "".join(f"Line {number} stays.\n" for number in range(500))
    pieces = folded(word_diff(f"begin\n{same}end", f"start\n{same}finish"))
    assert [piece.change for piece in pieces] == [
        Change.REMOVED,
        Change.ADDED,
        Change.SAME,
        Change.LEFT_OUT,
        Change.SAME,
        Change.REMOVED,
        Change.ADDED,
    ]


def test_a_text_that_did_not_change_is_shown() -> None:
    pieces = word_diff("word " * 500, "word " * 500)
    assert folded(pieces) == pieces
