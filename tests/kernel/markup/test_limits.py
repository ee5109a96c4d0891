"""No text costs the site more than a moment."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from community.kernel.errors import Refused
from community.kernel.markup import MAX_SOURCE, TooLong, render
from tests.kernel.markup.hostile import HOSTILE

# Enough for a quadratic parser to need five seconds and more; `benchmarks.markup` takes the longest texts.
LONG = 30_000
PATIENCE = 3.0
GROWTH = 20


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_a_moment_and_does_not_grow_out_of_measure(text: Callable[[int], str]) -> None:
    started = time.process_time()
    rendered = render(text(LONG), link_mention=lambda name: f"/people/{name}")
    assert time.process_time() - started < PATIENCE
    assert len(rendered.html) < GROWTH * MAX_SOURCE


def test_a_text_that_is_too_tangled_is_shown_as_it_was_typed() -> None:
    rendered = render("*Before*\n\n" + "![" * 40_000 + "\nafter <b>")
    assert rendered.html.startswith("<p>*Before*</p>\n<p>![![")
    assert rendered.html.endswith("<br>after &lt;b&gt;</p>")
    assert rendered.text.startswith("*Before*\n\n![")


def test_a_nesting_too_deep_to_follow_loses_no_word() -> None:
    assert "deepest" in render("> " * 60 + "deepest").text


def test_a_nesting_that_people_use_is_followed() -> None:
    source = "\n".join("  " * depth + f"- level {depth}" for depth in range(8))
    assert render(source).html.count("<ul>") == 8


def test_a_long_and_lively_text_is_still_markdown() -> None:
    paragraph = "A **bold** word, a [link](/x), `code` and https://a.example/b in a line.\n- one\n- two @ana\n\n"
    rendered = render((paragraph * 2_000)[:MAX_SOURCE])
    assert rendered.html.count("<strong>") > 1_000


def test_the_longest_text_is_rendered() -> None:
    assert len(render("a" * MAX_SOURCE).text) == MAX_SOURCE


def test_a_longer_text_is_refused_with_a_sentence() -> None:
    with pytest.raises(TooLong, match="100001 characters"):
        render("a" * (MAX_SOURCE + 1))


def test_the_refusal_is_one_that_pages_show() -> None:
    assert issubclass(TooLong, Refused)
    assert issubclass(TooLong, ValueError)
