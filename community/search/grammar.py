"""The query language as Whoosh reads it, handed on as pieces that carry types.

This is the only module that knows Whoosh's parser. Its own defaults do not fit people's sentences: a question
mark is a wildcard to it, an apostrophe a quotation mark, and `e-mail` with its minus "e but not mail". So its
plugins are set up here with expressions that look at what stands around.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh is from 2016: its regular expressions are warned of when compiled
    from whoosh.qparser import plugins, syntax
    from whoosh.qparser.default import QueryParser

FIELDS: Final = ("kind", "tag", "author", "program", "title", "date", "created", "is")
"""The names that may stand before a colon; any other colon belongs to the text."""

DEEPEST: Final = 12
"""Parentheses within parentheses that are read; Whoosh calls itself once for each."""

MOST_GROUPS: Final = 40


class Unreadable(Exception):
    """Whoosh could make nothing of a text."""


class Form(StrEnum):
    """What a piece of a query is."""

    ALL = "all"
    ANY = "any"
    NOT = "not"
    WORD = "word"
    PREFIX = "prefix"
    PHRASE = "phrase"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a query: a group of other pieces, or a place in the text.

    Attributes:
        form: what it is.
        parts: the pieces of a group; empty for text.
        field: the name that stood before the colon, in lower case, if there was one.
        start: where its text begins, without quotation marks.
        end: where its text ends.
        bounds: the ends of a range, as they were written.
    """

    form: Form
    parts: tuple[Piece, ...] = ()
    field: str | None = None
    start: int = 0
    end: int = 0
    bounds: tuple[str, str] = ("", "")


def _operators() -> Any:
    tag = plugins.OperatorsPlugin.OpTagger
    nothing = r"(?:^|(?<=[\s(]))(?:NOT(?=\s)|-(?=[^\s\-)]))"
    return plugins.OperatorsPlugin(
        ops=[
            (tag(nothing, syntax.NotGroup, syntax.PrefixOperator), -1),
            (tag(r"(?<=\s)AND(?=\s)", syntax.AndGroup), -1),
            (tag(r"(?<=\s)OR(?=\s)", syntax.OrGroup), -1),
        ],
        clean=True,
    )


def _parser() -> Any:
    names = "|".join(FIELDS)
    return QueryParser(
        "text",
        None,
        plugins=[
            _operators(),
            plugins.FieldsPlugin(rf"(?<!\w)(?P<text>(?i:{names})):(?=\S)", remove_unknown=False),
            plugins.PhrasePlugin('"(?P<text>[^"]*)"(?P<slop>(?!))?'),
            plugins.RangePlugin(),
            plugins.PrefixPlugin(r'(?P<text>[^\s*()":]+)[*](?=[\s)]|$)'),
            plugins.GroupPlugin(),
        ],
    )


_whoosh = _parser()
_forms = (
    (plugins.PhrasePlugin.PhraseNode, Form.PHRASE),
    (plugins.PrefixPlugin.PrefixNode, Form.PREFIX),
    (syntax.RangeNode, Form.RANGE),
    (syntax.WordNode, Form.WORD),
)


def pieces(text: str) -> Piece:
    """Read `text` by the query language.

    Args:
        text: at most some hundred characters, on one line.

    Returns:
        The group of everything that was read.

    Raises:
        Unreadable: Whoosh failed on it; it was written for less hostile text.
    """
    try:
        return _piece(_whoosh.process(text)) or Piece(Form.ALL)
    except Exception as error:  # it says nowhere what it may raise, and no search may fail
        raise Unreadable(text) from error


def _piece(node: Any) -> Piece | None:
    """The piece for a node of Whoosh's syntax tree; None for a stray operator."""
    if isinstance(node, syntax.GroupNode):
        parts = tuple(piece for child in node if (piece := _piece(child)) is not None)
        return Piece(_form_of_group(node), parts) if parts else None
    form = next((form for kind, form in _forms if isinstance(node, kind)), None)
    if form is None:
        return None
    field = node.fieldname.lower() if node.fieldname else None
    if form is Form.RANGE:
        bounds = (node.start or "", node.end or "")
        return Piece(form, field=field, start=node.startchar, end=node.endchar, bounds=bounds)
    start, end = _place(node, form)
    return Piece(form, field=field, start=start, end=end)


def _place(node: Any, form: Form) -> tuple[int, int]:
    """Where the text of a node stands, without what marks its form."""
    if form is Form.PHRASE:
        return node.textstartchar, node.textstartchar + len(node.text)
    return node.startchar, node.endchar - (form is Form.PREFIX)


def _form_of_group(node: Any) -> Form:
    if isinstance(node, syntax.OrGroup):
        return Form.ANY
    return Form.NOT if isinstance(node, syntax.NotGroup) else Form.ALL
