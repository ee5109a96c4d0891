"""How much work one text may make, so that nobody's text costs the site more than a moment.

The parser's work is counted, not timed: the same text is treated alike on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

MAX_DEPTH = 20
MAX_STEPS = 80_000
# A line that is tried against all block rules takes as long as this many places in a paragraph,
# and so does a bracket, whose partner must be looked for.
BLOCK_STEPS = 3
BRACKET_STEPS = 3
BRACKETS = "[!"
MAX_BLOCKS = 40_000
MAX_ADDRESSES = 400_000
ALL_CHAINS = ["paragraph", "reference", "blockquote", "list"]


class TooTangled(Exception):
    """The markup would take too long to parse, or grow out of measure."""


@dataclass(slots=True)
class Work:
    """What is left of the steps that one text may take; it travels in the parser's `env`."""

    steps: int = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Count `steps`, or raise `TooTangled` when too few are left."""
        self.steps -= steps
        if self.steps < 0:
            raise TooTangled


def add_to(parser: MarkdownIt) -> None:
    """Let `parser` give up with `TooTangled`; texts are parsed with a `Work` as `env["work"]`."""
    parser.block.ruler.before("table", "count_block", count_block, {"alt": ALL_CHAINS})
    parser.inline.ruler.before("text", "count_inline", count_inline)
    parser.core.ruler.after("block", "refuse_blocks", refuse_blocks)
    parser.core.ruler.after("inline", "refuse_addresses", refuse_addresses)


def count_block(state: StateBlock, _line: int, _end: int, _silent: bool) -> bool:
    """A block rule that never matches: it counts, and stops a nesting that would be cut off silently."""
    state.env["work"].spend(BLOCK_STEPS)
    if state.level >= MAX_DEPTH:
        raise TooTangled
    return False


def count_inline(state: StateInline, _silent: bool) -> bool:
    """An inline rule that never matches: it only counts."""
    state.env["work"].spend(BRACKET_STEPS if state.src[state.pos] in BRACKETS else 1)
    return False


def refuse_blocks(state: StateCore) -> None:
    """A rule after the blocks: a short table can be completed to very many cells."""
    if len(state.tokens) > MAX_BLOCKS:
        raise TooTangled


def refuse_addresses(state: StateCore) -> None:
    """A rule after the links: one long address can be referred to thousands of times."""
    if _address_length(state.tokens) > MAX_ADDRESSES:
        raise TooTangled


def _address_length(tokens: Sequence[Token]) -> int:
    return sum(
        sum(len(str(value)) for value in token.attrs.values()) + _address_length(token.children or ())
        for token in tokens
    )
