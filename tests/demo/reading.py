"""The demo's texts as one flat list of pieces, whoever wrote them and however deep they hang."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parents[2] / "community" / "demo" / "content"

Table = dict[str, Any]


@dataclass(frozen=True)
class Piece:
    """One text by one person: `hours_ago` counts back from the moment the demo is loaded."""

    file: str
    kind: str
    key: str
    author: str
    hours_ago: float
    body: str
    table: Table


def people() -> dict[str, Table]:
    """Return everybody at the organization by username."""
    return {person["username"]: person for person in _read(CONTENT / "people.toml")["person"]}


def tag_names() -> set[str]:
    """Return every tag and every synonym that a text may carry."""
    tags = _read(CONTENT / "tags.toml")["tag"]
    return {name for tag in tags for name in (tag["name"], *tag.get("synonyms", []))}


def skill_names() -> set[str]:
    """Return the tags that the organization cares about as skills."""
    return {tag["name"] for tag in _read(CONTENT / "tags.toml")["tag"] if tag.get("skill")}


def programs() -> list[Table]:
    """Return the programs as they are written."""
    found: list[Table] = _read(CONTENT / "programs.toml")["program"]
    return found


def themes() -> list[tuple[str, Table]]:
    """Return every theme file with its name, from every folder of contents."""
    return [(f"{path.parent.name}/{path.name}", _read(path)) for path in sorted(CONTENT.glob("*/*.toml"))]


def pieces() -> list[Piece]:
    """Return all questions, answers, comments, reflections and bookmarks."""
    return [piece for file, theme in themes() for piece in _pieces_of(file, theme)]


def of_kind(kind: str) -> list[Piece]:
    """Return the pieces of one kind."""
    return [piece for piece in pieces() if piece.kind == kind]


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _pieces_of(file: str, theme: Table) -> Iterator[Piece]:
    for kind in ("question", "reflection", "bookmark"):
        for table in theme.get(kind, []):
            key = table.get("key", table.get("url", "?"))
            yield from _with_replies(file, kind, key, table, table["days_ago"] * 24)


def _with_replies(file: str, kind: str, key: str, table: Table, hours_ago: float) -> Iterator[Piece]:
    text = table.get("body") or f"{table.get('description', '')}\n{table.get('note', '')}"
    yield Piece(file, kind, key, table["author"], hours_ago, text, table)
    for reply_kind in ("answer", "comment"):
        for reply in table.get(reply_kind, []):
            later = hours_ago - reply["after_hours"]
            yield from _with_replies(file, reply_kind, key, reply, later)
