"""What a search asks for, as a small tree that knows no database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from community.kernel.terms import Token


class Scope(StrEnum):
    """Where in a document words are looked for."""

    ANYWHERE = "anywhere"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed as one word, in any of its forms.

    Attributes:
        tokens: mostly one; where there are more (`time-management`), they stand next to each other.
        scope: where it is looked for.
    """

    tokens: tuple[Token, ...]
    scope: Scope = Scope.ANYWHERE


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other exactly as typed."""

    tokens: tuple[Token, ...]
    scope: Scope = Scope.ANYWHERE


@dataclass(frozen=True, slots=True)
class Prefix:
    """A word whose end is left open; all but the last token, if there are any, stand before it."""

    tokens: tuple[Token, ...]
    scope: Scope = Scope.ANYWHERE


@dataclass(frozen=True, slots=True)
class All:
    """Each of the parts; there are at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts; there are at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: Node


Leaf = Words | Phrase | Prefix
Node = Leaf | All | AnyOf | Not


def all_of(parts: list[Node]) -> Node | None:
    """The parts joined by "and", without needless nesting; None for none."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return All(tuple(flat))


def any_of(parts: list[Node]) -> Node | None:
    """The parts joined by "or", without needless nesting; None for none."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    if len(flat) < 2:
        return flat[0] if flat else None
    return AnyOf(tuple(flat))


def wanted_leaves(node: Node | None) -> Iterator[Leaf]:
    """The leaves that a match may contain: all but those under a "not", in the order they were typed."""
    if isinstance(node, All | AnyOf):
        for part in node.parts:
            yield from wanted_leaves(part)
    elif node is not None and not isinstance(node, Not):
        yield node


def in_title(node: Node) -> Node:
    """What `node` asks for, all of it in the title; what it does not want may stand nowhere."""
    if isinstance(node, All | AnyOf):
        return replace(node, parts=tuple(in_title(part) for part in node.parts))
    return node if isinstance(node, Not) else replace(node, scope=Scope.TITLE)
