"""Headings inside a text stand below those of the page that shows it."""

from __future__ import annotations

from markdown_it.rules_core import StateCore

# The page owns h1 and h2.
FIRST_LEVEL = 3
LAST_LEVEL = 6


def lower_headings(state: StateCore) -> None:
    """A rule after the blocks: the highest heading of the text becomes h3, so that no level is left out above it."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        level = int(token.tag[1]) - highest + FIRST_LEVEL
        token.tag = f"h{min(level, LAST_LEVEL)}"
