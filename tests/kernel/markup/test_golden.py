"""Whole texts and exactly what becomes of them; `golden/` holds one folder of files for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.kernel.markup import render

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.md"))


def page_of(name: str) -> str | None:
    """Where the people of these texts live."""
    return f"/people/{name}" if name in {"ana", "ben"} else None


@pytest.mark.parametrize("source", GOLDEN, ids=lambda path: path.stem)
def test_the_html_is_as_it_always_was(source: Path) -> None:
    rendered = render(source.read_text(encoding="utf-8"), link_mention=page_of, prefix="1-")
    assert rendered.html == source.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", GOLDEN, ids=lambda path: path.stem)
def test_the_text_is_as_it_always_was(source: Path) -> None:
    rendered = render(source.read_text(encoding="utf-8"), link_mention=page_of, prefix="1-")
    assert rendered.text + "\n" == source.with_suffix(".txt").read_text(encoding="utf-8")
