"""Tables that scroll by themselves on a narrow screen and say which cells are headings."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

ALIGNMENTS = {f"text-align:{side}": f"align-{side}" for side in ("left", "center", "right")}


def add_to(parser: MarkdownIt) -> None:
    """Let `parser` render tables for a site whose policy forbids inline styles."""
    parser.block.ruler.at("table", counted_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.push("classify_cells", classify_cells)
    parser.add_render_rule("table_open", render_table_open)
    parser.add_render_rule("table_close", render_table_close)


def counted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: a table, whose cells are counted first, since short rows are filled up with empty ones."""
    if not silent and start + 1 < end:
        columns = _line(state, start + 1).count("|")
        row = start + 2
        while columns and row < end and not state.isEmpty(row):
            state.env["work"].spend(columns)
            row += 1
    return table(state, start, end, silent)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] : state.eMarks[number]]


def classify_cells(state: StateCore) -> None:
    """A rule after the blocks: an alignment is a class, a heading is that of its column."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open"):
            alignment = ALIGNMENTS.get(str(token.attrs.pop("style", "")))
            token.attrs |= {"class": alignment} if alignment else {}
            token.attrs |= {"scope": "col"} if token.type == "th_open" else {}


def render_table_open(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """A wide table scrolls in its own box, which the keyboard can reach."""
    return '<div class="table-scroll" tabindex="0"><table>\n'


def render_table_close(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The end of the table and of its box."""
    return "</table></div>\n"
