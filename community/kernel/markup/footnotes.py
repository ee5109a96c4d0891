"""Footnotes, whose anchors never meet those of another entry or of the page."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

# Before every id in a member's text, so that it cannot pass for a part of the page.
ID_PREFIX = "user-content-"
# The plugin looks for the end of a label as far as the text goes, from each of its beginnings.
MAX_LABEL = 100
# A reference of four characters becomes two hundred of HTML, and another anchor at the note.
REFERENCE_STEPS = 20


def add_to(parser: MarkdownIt) -> None:
    """Let `parser` read `[^label]` and the notes that belong to them."""
    footnote_plugin(parser, inline=False)
    parser.inline.ruler.at("footnote_ref", short_reference)
    parser.add_render_rule("footnote_ref", render_reference)
    parser.add_render_rule("footnote_block_open", render_block_open)
    parser.add_render_rule("footnote_open", render_note_open)
    parser.add_render_rule("footnote_anchor", render_way_back)


def short_reference(state: StateInline, silent: bool) -> bool:
    """An inline rule: a reference with a label of bounded length."""
    end = state.pos + len("[^") + MAX_LABEL + 1
    if state.src.find("]", state.pos, end) < 0:
        return False
    is_reference = footnote_ref(state, silent)
    if is_reference:
        state.env["work"].spend(REFERENCE_STEPS)
    return is_reference


def render_reference(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    """The raised number that leads to the note."""
    note, reference = _anchors(tokens[index], env)
    number = tokens[index].meta["id"] + 1
    return f'<sup class="footnote-ref"><a href="#{note}" id="{reference}" role="doc-noteref">[{number}]</a></sup>'


def render_block_open(
    _renderer: RendererHTML, _tokens: Sequence[Token], _index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """The beginning of the notes."""
    return '<section class="footnotes" role="doc-endnotes">\n<ol>\n'


def render_note_open(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    """The beginning of one note."""
    return f'<li id="{_anchors(tokens[index], env)[0]}">'


def render_way_back(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    """The arrow back to where the note was referred to; its role says so in any language."""
    reference = _anchors(tokens[index], env)[1]
    occurrence = tokens[index].meta["subId"] + 1
    which = f"<sup>{occurrence}</sup>" if occurrence > 1 else ""
    return f' <a href="#{reference}" class="footnote-backref" role="doc-backlink">\u21a9\ufe0e{which}</a>'


def _anchors(token: Token, env: EnvType) -> tuple[str, str]:
    """The ids of the note and of this reference to it."""
    number, occurrence = token.meta["id"] + 1, token.meta.get("subId", 0)
    again = f"-{occurrence + 1}" if occurrence > 0 else ""
    start = f"{ID_PREFIX}{env['prefix']}"
    return f"{start}fn-{number}", f"{start}fnref-{number}{again}"
