"""Texts that Jinja would translate once, for whoever comes first, and keep for all others."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from benchmarks.untranslated.source import CALLS, parsed, templates
from community.paths import TEMPLATES


def kept_words() -> list[str]:
    """Where an imported template translates outside of its macros, which Jinja runs once and keeps for everybody."""
    imported = {name for path in templates() for name in _imports(parsed(path))}
    return [
        f"templates/{name}:{node.lineno}: is translated once, for everybody; put it into a macro"
        for path in templates()
        if (name := str(path.relative_to(TEMPLATES))) in imported
        for node in _outside_of_macros(parsed(path))
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in CALLS
    ]


def _imports(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.FromImport, nodes.Import)):
        assert isinstance(node, (nodes.FromImport, nodes.Import))
        if isinstance(node.template, nodes.Const) and not node.with_context:
            yield node.template.value


def _outside_of_macros(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Macro):
            yield child
            yield from _outside_of_macros(child)
