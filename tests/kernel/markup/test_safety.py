"""Nothing that a member types runs, loads from elsewhere or poses as the page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.kernel.markup import render
from community.kernel.markup.sanitizing import sanitized
from tests.kernel.markup.dangers import dangers_in
from tests.kernel.markup.payloads import PAYLOADS, RAW_HTML

MARKS = [
    "[", "]", "(", ")", "!", "*", "_", "~~", "`", "```", "<", ">", "|", "-", "---", ":", "@", "@ana", "^", "[^1]",
    "[^1]: ", "\\", "&", "&#", ";", "#", "\n", "\n\n", "    ", "- [ ] ", "1. ", "> ", '"', "'", "=", "/", "//",
    "http://a", "www.", "mailto:", "javascript:", "<script>", "</p>", "/media/", "onerror=", "a", " ", "\t", "\0", "\r",
    "\x85", "\u202e", "é", "|-|", "| a |\n|---|\n", "```js\n", "&lt;", "&#13;", "\ud800", "\ufffe",
]  # fmt: skip
markup = st.lists(st.sampled_from(MARKS) | st.text(max_size=5), max_size=60).map("".join)
# Lone halves of surrogate pairs arrive in JSON and must not break anything either.
any_text = st.text(st.characters(codec=None), max_size=300)


def page_of(name: str) -> str | None:
    """Where one person lives; nobody else is known."""
    return "/people/ana" if name == "ana" else None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_known_attack_gets_through(payload: str) -> None:
    assert dangers_in(render(payload, link_mention=page_of).html) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_known_attack_gets_through_from_inside_a_list(payload: str) -> None:
    assert dangers_in(render("- a\n\n  " + payload.replace("\n", "\n  "), link_mention=page_of).html) == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_last_gate_holds_even_if_the_renderer_let_it_all_through(payload: str) -> None:
    assert dangers_in(sanitized(payload)) == []


@pytest.mark.parametrize("payload", RAW_HTML)
def test_html_is_shown_as_it_was_typed(payload: str) -> None:
    shown = re.sub(r"\W", "", render(payload).text)
    assert "alert" not in payload or "alert" in shown


def test_the_judge_of_these_tests_sees_what_a_browser_would_run() -> None:
    unseen = [payload for payload in RAW_HTML if not dangers_in(payload)]
    assert unseen == ["<scr<script>ipt>alert(1)</scr</script>ipt>"], "an unknown tag, which does nothing"


@settings(max_examples=400, deadline=None)
@given(markup | any_text)
def test_no_text_whatever_breaks_the_rendering_or_gets_through(source: str) -> None:
    rendered = render(source, link_mention=page_of)
    rendered.html.encode(), rendered.text.encode()
    assert dangers_in(rendered.html) == []
    assert "<script" not in rendered.html


@settings(max_examples=300, deadline=None)
@given(markup | any_text)
def test_what_is_clean_stays_as_it_is(source: str) -> None:
    html = render(source, link_mention=page_of).html
    assert sanitized(html) == html


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300) | st.sampled_from(RAW_HTML))
def test_the_last_gate_holds_against_any_html(html: str) -> None:
    assert dangers_in(sanitized(html)) == []


@settings(max_examples=200, deadline=None)
@given(markup, st.integers(1, 200))
def test_a_summary_fits_on_one_line(source: str, limit: int) -> None:
    summary = render(source).summary(limit)
    assert len(summary) <= limit
    assert "\n" not in summary


@settings(max_examples=200, deadline=None)
@given(markup)
def test_the_text_holds_no_character_that_a_feed_must_not_have(source: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", render(source).text)
