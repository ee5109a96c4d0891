"""The tree as an expression of SQLite's FTS5 (https://sqlite.org/fts5.html#full_text_query_syntax)."""

from __future__ import annotations

from community.entries.search_index import EVERYTHING
from community.search.lexemes import alternatives
from community.search.tree import All, AnyOf, Leaf, Node, Not, Prefix, Scope


def expression(node: Node) -> str:
    """The argument of `MATCH` that finds what `node` asks for."""
    if isinstance(node, All):
        return _all(node.parts)
    if isinstance(node, AnyOf):
        return _joined("OR", [expression(part) for part in node.parts])
    if isinstance(node, Not):
        return _all((node,))
    return _leaf(node)


def _all(parts: tuple[Node, ...]) -> str:
    """FTS5 knows "this but not that" alone, so what only excludes starts from everything."""
    wanted = [expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [expression(part.part) for part in parts if isinstance(part, Not)]
    found = _joined("AND", wanted or [f'"{EVERYTHING}"'])
    return f"({' NOT '.join([found, *unwanted])})" if unwanted else found


def _joined(operator: str, parts: list[str]) -> str:
    different = list(dict.fromkeys(parts))
    return different[0] if len(different) == 1 else f"({f' {operator} '.join(different)})"


def _leaf(leaf: Leaf) -> str:
    column = "title : " if leaf.scope is Scope.TITLE else ""
    end = " *" if isinstance(leaf, Prefix) else ""
    return _joined("OR", [f'{column}"{" ".join(sequence)}"{end}' for sequence in alternatives(leaf)])
