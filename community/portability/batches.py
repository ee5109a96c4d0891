"""Parts what is too long to be held at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

ROWS_AT_ONCE = 250
"""The rows of one transaction: few enough that members who write meanwhile wait for a moment only."""

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = ROWS_AT_ONCE) -> Iterator[list[Item]]:
    """Yield `items` in lists of at most `size`."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
