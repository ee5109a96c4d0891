"""The part of a text that shows why it was found."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.search.snippets import FARTHEST, Segment, highlight, snippet
from tests.search.searching import search


def marked(segments: list[Segment]) -> list[str]:
    """The hits."""
    return [segment.text for segment in segments if segment.is_hit]


def whole(segments: list[Segment]) -> str:
    """The text of all segments."""
    return "".join(segment.text for segment in segments)


def bracketed(segments: list[Segment]) -> str:
    """The text with the hits in brackets."""
    return "".join(f"[{segment.text}]" if segment.is_hit else segment.text for segment in segments)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("negotiate", "On negotiations, Negotiating and nets", "On [negotiations], [Negotiating] and nets"),
        ("negot*", "negotiations and nets", "[negotiations] and nets"),
        ('"first offer"', "The first offer, a first try, an offer", "The [first offer], a first try, an offer"),
        ("time-management", "Time management, time and management", "[Time management], time and management"),
        ("time-manag*", "time management matters", "[time management] matters"),
        ("c++", "C++ is not C", "[C++] is not C"),
        ("resume", "Send your Résumé!", "Send your [Résumé]!"),
        ("学习", "我在学习编程", "我在[学习]编程"),
        ("sales -salary", "sales and salary", "[sales] and salary"),
        ("title:sales", "sales", "[sales]"),
        ("sales sale", "sales", "[sales]"),
        ('"first offer" "offer stands"', "first offer stands", "[first offer][ stands]"),
        ("<script>", "a <script> & more", "a <[script]> & more"),
        ("tag:sales", "sales", "sales"),
        ("", "sales", "sales"),
        ("sales", "", ""),
    ],
)
def test_a_title_shows_what_was_looked_for(query: str, text: str, expected: str) -> None:
    assert bracketed(highlight(text, search(query).tree)) == expected


def test_a_german_text_is_marked_by_german_endings() -> None:
    assert marked(highlight("Die Verhandlung", search("verhandlungen").tree, "de")) == ["Verhandlung"]


FILLER = "Plain talk about other things goes on here. "


def test_a_snippet_shows_where_most_of_it_stands_together() -> None:
    text = f"Salary once. {FILLER * 20} Salary and negotiation meet here. {FILLER * 20} negotiation again"

    segments = snippet(text, search("salary negotiation").tree)

    assert marked(segments) == ["Salary", "negotiation"]
    assert "meet here" in whole(segments)


def test_a_snippet_says_where_text_was_left_out() -> None:
    text = f"{FILLER * 20} salary {FILLER * 20}"

    segments = snippet(text, search("salary").tree)

    assert segments[0] == segments[-1] == Segment("…", False)


def test_a_short_text_is_shown_whole() -> None:
    assert whole(snippet("A salary, as agreed.", search("salary").tree)) == "A salary, as agreed."


def test_without_a_hit_the_beginning_is_shown() -> None:
    segments = snippet(FILLER * 20, search("salary").tree)

    assert whole(segments).startswith("Plain talk")
    assert marked(segments) == []


def test_a_snippet_begins_and_ends_between_words() -> None:
    segments = snippet(f"{FILLER * 20} salary {FILLER * 20}", search("salary").tree, width=80)

    shown = whole(segments).strip("…").split()

    assert set(shown) <= {*FILLER.split(), "salary"}


def test_a_snippet_is_about_as_wide_as_asked() -> None:
    text = f"{FILLER * 20} salary {FILLER * 20}"

    assert all(len(whole(snippet(text, search("salary").tree, width=width))) <= width + 2 for width in (40, 80, 240))


def test_a_snippet_of_a_very_long_text_is_looked_for_at_its_beginning() -> None:
    text = "x " * FARTHEST + "salary"

    assert marked(snippet(text, search("salary").tree)) == []


@pytest.mark.parametrize("together", ["e\u0301", "👨\u200d👩\u200d👧", "👍🏽", "🇩🇪", "क\u094d\u0937", "❤\ufe0f"])
@pytest.mark.parametrize("width", range(10, 26))
def test_a_snippet_tears_no_character_apart(together: str, width: int) -> None:
    shown = whole(snippet("word" + together * 40, search("word").tree, width=width))

    rest = shown.removeprefix("word").removesuffix("…")
    assert rest == together * (len(rest) // len(together))


@given(st.text(), st.text(max_size=20), st.integers(1, 300))
def test_segments_make_up_a_stretch_of_any_text(text: str, query: str, width: int) -> None:
    segments = snippet(text, search(query).tree, width=width)

    stretch = whole(segments).removeprefix("…").removesuffix("…")
    assert stretch in text or whole(segments) in text
    assert all(segment.text for segment in segments)


@example(text=" \u0301ab", width=3)
@given(st.text(alphabet="ab \u0301\u200d🇩🇪👍🏽\ufe0f", max_size=60), st.integers(1, 30))
def test_no_snippet_begins_or_ends_inside_a_character(text: str, width: int) -> None:
    shown = whole(snippet(text, search("ab").tree, width=width))

    start = shown.removeprefix("…")[:1]
    assert not shown.startswith("…") or not unicodedata.category(start or "a").startswith("M")


@given(st.text(), st.text(max_size=20))
def test_a_title_is_never_changed(text: str, query: str) -> None:
    assert whole(highlight(text, search(query).tree)) == text
