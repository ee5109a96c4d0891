"""What forms say of themselves: the messages that come with WTForms, which our catalogs translate in our own tone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import wtforms

ROOT = Path(wtforms.__file__).parent


def messages() -> Iterator[str | tuple[str, str]]:
    """The English of every message, with two forms where it counts."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                if node.func.attr == "gettext" and given:
                    yield given[0]
                if node.func.attr == "ngettext" and len(given) > 1:
                    yield given[0], given[1]
