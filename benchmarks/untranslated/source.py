"""What the source says through `_`, `_l`, `ngettext` and `pgettext`, in code and in templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog
from jinja2 import Environment, nodes

from benchmarks.untranslated import built_in
from community.paths import PACKAGE, TEMPLATES

ROOT = PACKAGE.parent
ONE = {"_", "_l", "gettext"}
TRANSLATION = PACKAGE / "kernel" / "i18n.py"
COUNTED, MEANT = "ngettext", "pgettext"
CALLS = ONE | {COUNTED, MEANT}


class Said(NamedTuple):
    """One text of the source: its English (two forms where it counts), its context, and where it stands."""

    text: str | tuple[str, str]
    context: str | None
    path: str


class Unreadable(ValueError):
    """A call whose text is not written out, so that nobody can translate it."""


def catalog() -> Catalog:
    """Every text of the source, none of them translated."""
    template = Catalog(project="Commonplace", charset="utf-8", fuzzy=False)
    for said in texts():
        template.add(said.text, locations=[(said.path, 0)], context=said.context)
    return template


def texts() -> Iterator[Said]:
    """The texts of all modules, then of all templates.

    Raises:
        Unreadable: when a call does not say its text itself.
    """
    for path in sorted(set(PACKAGE.rglob("*.py")) - {TRANSLATION}):
        yield from _in_module(path)
    for path in templates():
        yield from _in_template(path)
    for message in built_in.messages():
        yield Said(message, None, "wtforms")


def templates() -> list[Path]:
    """The files that Jinja reads."""
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".xml"})


def _in_module(path: Path) -> Iterator[Said]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            given = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield _said(node.func.id, given, path, node.lineno)


def _in_template(path: Path) -> Iterator[Said]:
    for node in parsed(path).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in CALLS:
            given = [arg.value if isinstance(arg, nodes.Const) else None for arg in node.args]
            yield _said(node.node.name, given, path, node.lineno)


def parsed(path: Path) -> nodes.Template:
    """A template as Jinja understands it."""
    return Environment(autoescape=True).parse(path.read_text())


def _said(name: str, given: Sequence[object], path: Path, line: int) -> Said:
    place = str(path.relative_to(ROOT))
    needed = given[:1] if name in ONE else given[:2]
    words = [word for word in needed if isinstance(word, str)]
    if not words or len(words) < len(needed) or len(words) < 1 + (name not in ONE):
        raise Unreadable(f"{place}:{line}: {name}() does not say its text itself.")
    if name == COUNTED:
        return Said((words[0], words[1]), None, place)
    return Said(words[-1], words[0] if name == MEANT else None, place)
