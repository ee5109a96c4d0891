"""Lays blocks out as lines: quotations, lists and how far each line is indented for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

# Renderers drop what is nested deeper than some twenty levels; what is deeper
# here is written at the deepest level instead.
DEEPEST: Final = 14


@dataclass(eq=False, slots=True)
class Container:
    """What blocks stand in; the page itself at the root."""

    latest_list: ListBlock | None = None


@dataclass(eq=False, slots=True)
class Quote(Container):
    """A quotation."""


@dataclass(eq=False, slots=True)
class ListBlock(Container):
    """A list. A tight one has no blank lines between its items."""

    is_ordered: bool = False
    is_tight: bool = True
    next_number: int = 1
    sign: str = "-"
    latest_marker: str = ""

    def next_marker(self) -> str:
        """Return the sign of the next item."""
        self.latest_marker = f"{self.next_number if self.is_ordered else ''}{self.sign} "
        self.next_number += 1
        return self.latest_marker


@dataclass(eq=False, slots=True)
class Item(Container):
    """An item of a list; its sign is written in front of its first line."""

    marker: str = "- "
    is_marked: bool = False


@dataclass(slots=True)
class Layout:
    """The lines written so far and the containers that are open."""

    lines: list[str] = field(default_factory=list)
    open: list[Container] = field(default_factory=lambda: [Container()])
    _latest: list[Container] = field(default_factory=list)
    _levels_too_deep: int = 0

    def enter_quote(self) -> None:
        """Open a quotation."""
        self._enter(Quote())

    def enter_list(self, *, is_ordered: bool, is_tight: bool, start: int = 1) -> None:
        """Open a list. Next to another of its kind it takes the other sign, or the two would be one."""
        before = self.open[-1].latest_list
        signs = (".", ")") if is_ordered else ("-", "*")
        is_free = before is None or before.is_ordered != is_ordered or before.sign == signs[1]
        sign = signs[0] if is_free else signs[1]
        self._enter(ListBlock(is_ordered=is_ordered, is_tight=is_tight, next_number=start, sign=sign))

    def enter_item(self) -> None:
        """Open the next item of the innermost list."""
        parent = self.open[-1]
        self._enter(Item(marker=parent.next_marker() if isinstance(parent, ListBlock) else "- "))

    def reenter_item(self) -> None:
        """Go on in the latest item of the innermost list, for a list that stands beside its item."""
        parent = self.open[-1]
        marker = parent.latest_marker if isinstance(parent, ListBlock) else ""
        self._enter(Item(marker=marker, is_marked=bool(marker)) if marker else Container())

    def leave(self) -> None:
        """Close the innermost container; an item without anything in it still gets its line."""
        if self._levels_too_deep:
            self._levels_too_deep -= 1
            return
        container = self.open[-1]
        if isinstance(container, Item) and not container.is_marked:
            self.add([""])
        self.open.pop()

    def _enter(self, container: Container) -> None:
        # An item may stand one level deeper, so that no list ends up without its items.
        if self._levels_too_deep or len(self.open) > DEEPEST + isinstance(container, Item):
            self._levels_too_deep += 1
        else:
            self.open.append(container)

    @property
    def is_at_item_start(self) -> bool:
        """Tell whether the next line would be the first of a list item."""
        return isinstance(self.open[-1], Item) and not self.open[-1].is_marked

    def add(self, lines: list[str]) -> None:
        """Write a block of lines where we are, apart from the block before it."""
        if self.lines and not self._may_touch():
            self.lines.append(_blank(self._shared()))
        self.lines.extend(f"{indent}{line}" if line else indent.rstrip(" ") for indent, line in self._indented(lines))
        self._latest = list(self.open)
        for container, inner in zip(self.open, [*self.open[1:], None], strict=True):
            container.latest_list = inner if isinstance(inner, ListBlock) else None

    def _shared(self) -> list[Container]:
        pairs = zip(self.open, self._latest, strict=False)
        return [ours for ours, _theirs in takewhile(lambda pair: pair[0] is pair[1], pairs)]

    def _may_touch(self) -> bool:
        """Tell whether no blank line belongs between the latest block and the next one."""
        shared = self._shared()
        innermost = shared[-1]
        if isinstance(innermost, ListBlock):
            return innermost.is_tight
        if not isinstance(innermost, Item) or len(self.open) == len(shared) or len(shared) < 2:
            return False
        around, inner = shared[-2], self.open[len(shared)]
        is_in_tight_list = isinstance(around, ListBlock) and around.is_tight
        return is_in_tight_list and isinstance(inner, ListBlock) and _may_interrupt(inner, self._latest, shared)

    def _indented(self, lines: list[str]) -> Iterator[tuple[str, str]]:
        for line in lines:
            yield "".join(_prefix(container) for container in self.open), line


def _may_interrupt(inner: ListBlock, latest: list[Container], shared: list[Container]) -> bool:
    # After anything but the item's own text a blank line is due; and only a list
    # that starts with 1 can follow text without one.
    is_after_text = len(latest) == len(shared)
    starts_plainly = not inner.is_ordered or inner.next_number == 2
    return is_after_text and starts_plainly


def _prefix(container: Container) -> str:
    match container:
        case Quote():
            return "> "
        case Item(marker=marker, is_marked=False):
            container.is_marked = True
            return marker
        case Item(marker=marker):
            return " " * len(marker)
        case _:
            return ""


def _blank(containers: list[Container]) -> str:
    """Return an empty line inside `containers`."""
    prefixes = (
        " " * len(container.marker) if isinstance(container, Item) else "> " * isinstance(container, Quote)
        for container in containers
    )
    return "".join(prefixes).rstrip(" ")
