"""A text without its markup, for search, feeds and summaries; and markup shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from markdown_it.token import Token

BLANK_LINES = re.compile(r"\n\s*\n")
SPACES = re.compile(r"\s+")


def text_of(tokens: Sequence[Token]) -> str:
    """The words of `tokens`: one line for each block, the cells of a table's row on one line."""
    return "\n".join(line for line in _lines(tokens) if line)


def text_below_headings(tokens: Sequence[Token]) -> str:
    """The words of `tokens` without their headings, which say little out of their place; all if there is no more."""
    below = [token for before, token in zip([None, *tokens], tokens, strict=False) if not _opens_heading(before)]
    return text_of(below) or text_of(tokens)


def inline_text(tokens: Sequence[Token]) -> str:
    """The words of one paragraph's `tokens` on a line, with an image's description in its place."""
    return SPACES.sub(" ", "".join(_words(tokens))).strip()


def escaped_paragraphs(text: str) -> str:
    """`text` as HTML that shows it as it was typed, paragraphs and line ends included."""
    paragraphs = (part.strip() for part in BLANK_LINES.split(text))
    return "\n".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs if part)


def _opens_heading(token: Token | None) -> bool:
    return token is not None and token.type == "heading_open"


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " ".join(row or ())
            row = None
        elif token.type == "inline" and row is not None:
            row.append(inline_text(token.children or ()))
        elif token.type == "inline":
            yield inline_text(token.children or ())
        elif token.type in ("fence", "code_block"):
            yield token.content.strip("\n")


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "mention"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield str(token.attrs.get("alt", "")) or inline_text(token.children or ())
