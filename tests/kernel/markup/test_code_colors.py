"""Code can be read in its colors, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from community.kernel.markup import render
from community.paths import STATIC

CODE_CSS = (STATIC / "css" / "code.css").read_text(encoding="utf-8")
TOKENS_CSS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
PAIR = r"(--[\w-]+): light-dark\((#\w{6}), (#\w{6})\);"
LEAST_CONTRAST = 4.5


def _pairs(css: str) -> dict[str, tuple[str, str]]:
    """The colors of a style sheet by name: (by day, by night)."""
    return {name: (day, night) for name, day, night in re.findall(PAIR, css)}


def _luminance(color: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _cases() -> Iterator[tuple[str, str, str]]:
    grounds = _pairs(TOKENS_CSS)
    for name, colors in _pairs(CODE_CSS).items():
        for ground in ("--sunken", "--surface", "--paper"):
            yield from ((f"{name} on {ground}", *pair) for pair in zip(colors, grounds[ground], strict=True))


@pytest.mark.parametrize(("case", "color", "ground"), list(_cases()))
def test_every_color_of_code_can_be_read(case: str, color: str, ground: str) -> None:
    assert _contrast(color, ground) >= LEAST_CONTRAST, case


def test_every_color_that_is_used_is_defined() -> None:
    assert set(re.findall(r"var\((--code-[\w-]+)\)", CODE_CSS)) == set(_pairs(CODE_CSS))


def test_the_common_words_of_a_program_have_a_color() -> None:
    html = render('```python\n# why\ndef f(x: int) -> str:\n    return "a" + str(x) + 1\n```').html
    used = set(re.findall(r'class="(hl-(?:c|k|n[bf]|s|m)\w*)"', html))
    assert used
    assert used <= set(re.findall(r"\.(hl-\w+)", CODE_CSS))
