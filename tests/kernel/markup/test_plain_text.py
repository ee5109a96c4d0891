"""The words without the markup, for search, feeds and lists."""

from __future__ import annotations

import pytest

from community.kernel.markup import render

TEXTS = [
    ("# A *title*\n\nSome **bold** text\non two lines.", "A title\nSome bold text on two lines."),
    ("- a\n- b\n  1. c", "a\nb\nc"),
    ("- [ ] do\n- [x] done", "do\ndone"),
    ("> a\n>\n> b", "a\nb"),
    ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
    ("```python\nx = 1\n\ny = 2\n```", "x = 1\n\ny = 2"),
    ("    x  = 1", "x  = 1"),
    ("Run `ls -l` now", "Run ls -l now"),
    ("[a](/b) https://c.example ![d](https://e.example/f.png) ![g](/media/h.png)", "a https://c.example d g"),
    ("a[^1] b\n\n[^1]: c", "a b\nc"),
    ("~~a~~ \\*b\\* &amp; &lt;c&gt;", "a *b* & <c>"),
    ("a  \nb\\\nc", "a b c"),
    ("<b>a</b>", "<b>a</b>"),
    ("Hello @ana!", "Hello @ana!"),
    ("---", ""),
    ("", ""),
]


@pytest.mark.parametrize(("source", "text"), TEXTS)
def test_the_text_has_the_words_and_none_of_the_marks(source: str, text: str) -> None:
    assert render(source).text == text


SUMMARIES = [
    ("One. Two.", 100, "One. Two."),
    ("One sentence. Another sentence.", 20, "One sentence."),
    ("Is it? It is! So.", 13, "Is it? It is!"),
    ("We use e.g. this and i.e. that, always.", 32, "We use e.g. this and i.e. that…"),
    ("It costs 3.50 today and more tomorrow.", 22, "It costs 3.50 today…"),
    ("# Title\n\nA first sentence here. A second.", 29, "A first sentence here."),
    ("- An item of some length\n\nand a long line that does not fit at all", 40, "An item of some length"),
    ('She said "Yes." Then she left the room.', 20, 'She said "Yes."'),
    ("Short. But then a very long sentence follows", 30, "Short. But then a very long…"),
    (
        "The notes were three pages long, so nobody read them. And so" + " on" * 90,
        280,
        "The notes were three pages long, so nobody read them.",
    ),
    ("We asked the night shift, and Dr. Lima told us all that she saw", 40, "We asked the night shift, and Dr. Lima…"),
    ("abcdefghij", 5, "abcd…"),
    ("これは文です。次の文です。", 8, "これは文です。"),
    ("a `b < c` d", 100, "a b < c d"),
    ("x", 1, "x"),
    ("xy", 1, "…"),
]


@pytest.mark.parametrize(("source", "limit", "summary"), SUMMARIES)
def test_a_summary_ends_with_a_sentence_if_it_can(source: str, limit: int, summary: str) -> None:
    assert render(source).summary(limit) == summary


def test_a_summary_parts_no_letter_from_its_accent() -> None:
    assert render("abcde\u0301fgh").summary(6) == "abcd…"


def test_a_summary_leaves_out_headings_for_what_stands_below_them() -> None:
    assert render("### What I did\n\nI asked.\n\n### What I noticed\n\nShe told.").summary(100) == "I asked. She told."


def test_a_summary_of_headings_alone_keeps_them() -> None:
    assert render("# One\n\n## Two").summary(100) == "One Two"


def test_a_summary_needs_room() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render("a").summary(0)
