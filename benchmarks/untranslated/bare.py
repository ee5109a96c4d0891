"""Words that people see and nobody can translate: outside of `_()` in templates, forms and messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import nodes

from benchmarks.untranslated.source import CALLS, ROOT, parsed, templates
from community.paths import PACKAGE

NAMES = {"Commonplace", "Markdown", "RSS", "Atom", "MB", "HTML", "JSON", "CSV", "UTF", "English", "Deutsch"}
"""Words that are the same in every language; each language calls itself by its own name."""
SAMPLES = {"_samples.html", "_lists.html"}
"""Parts of the style guide that show made-up people and teams."""
SEEN = {"aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "summary", "label"}
NOT_WORDS = {"code", "kbd", "samp", "pre", "script", "style", "svg"}
SHOWN = {"flash": 0, "NotFound": 0, "NotAllowed": 0, "Refused": 0, "ValidationError": 0, "SelectChoice": 1}
SHOWN_BY_NAME = {"message", "description", "label"}

_jinja = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_word = re.compile(r"[^\W\d_]{2,}")
_sentence = re.compile(r"^[A-Z][^\W\d_]{2,}( |$)")
_machine = re.compile(r"\S*/\S+|[\w-]+=\"[^\"]*\"|\b\w+(?:Field|Widget)\b")


def bare_words() -> Iterator[str]:
    """Each such text with the file and line in which it stands."""
    for path in templates():
        if path.parent.name != "styleguide" or path.name not in SAMPLES:
            yield from _outside(path)
            yield from _inside(path)
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _in_module(path)


class _Reader(HTMLParser):
    """Collects the text that a page shows by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes that people see or hear."""
        if tag in NOT_WORDS:
            self._silent.append(tag)
        is_button = tag == "input" and dict(attrs).get("type") in {"submit", "button"}
        for name, value in attrs:
            if name in SEEN or (name == "value" and is_button):
                self.handle_data(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that holds nothing keeps nothing silent."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Words count again behind code."""
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        """Keep what holds a word."""
        if not self._silent and _speaks(data):
            self.found.append((self.getpos()[0], " ".join(data.split())))


def _outside(path: Path) -> Iterator[str]:
    # As many lines as before, so that a finding can be found.
    text = _jinja.sub(lambda found: "\n" * found.group().count("\n"), path.read_text())
    if path.suffix == ".txt":
        spoken = [(number, line) for number, line in enumerate(text.splitlines(), 1) if _speaks(line)]
    else:
        reader = _Reader()
        reader.feed(text)
        spoken = reader.found
    yield from (f"{path.relative_to(ROOT)}:{line}: {said}" for line, said in spoken)


def _inside(path: Path) -> Iterator[str]:
    """Sentences that a template hands to a macro or writes out of an expression."""
    tree = parsed(path)
    calls = [(call, call.node) for call in tree.find_all(nodes.Call)]
    translated = {id(arg) for call, of in calls if isinstance(of, nodes.Name) and of.name in CALLS for arg in call.args}
    for node in tree.find_all(nodes.Const):
        text = node.value
        if isinstance(text, str) and id(node) not in translated and _sentence.match(text) and _speaks(text):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: {text}"


def _in_module(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for text in _shown(node, node.func.id):
                if _speaks(text):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: {text}"


def _shown(node: ast.Call, name: str) -> Iterator[str]:
    """The plain texts among what a call shows to people."""
    place = 0 if name.endswith("Field") else SHOWN.get(name)
    if place is not None and place < len(node.args):
        yield from _plain(node.args[place])
    if place is not None or name in {"InputRequired", "DataRequired", "Length", "Email", "NumberRange", "Regexp"}:
        for keyword in node.keywords:
            if keyword.arg in SHOWN_BY_NAME:
                yield from _plain(keyword.value)


def _plain(node: ast.expr) -> Iterator[str]:
    for part in node.values if isinstance(node, ast.JoinedStr) else [node]:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _speaks(text: str) -> bool:
    """Whether `text` has words for people in it, beside addresses, attributes and names."""
    return bool(set(_word.findall(_machine.sub("", text))) - NAMES)
