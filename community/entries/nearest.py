"""Directions of entries in the memory of this process, and which of them point most like another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib import import_module
from typing import Any, Final

AT_ONCE: Final = 16_384
"""Rows that are compared in one step, so that the numbers stay small in memory and large in number."""


class Directions:
    """The directions of many entries, a byte a dimension, each entry's latest.

    Args:
        dimensions: how many numbers a direction has.
    """

    def __init__(self, dimensions: int) -> None:
        self._numpy: Any = import_module("numpy")
        self._rows: Any = self._numpy.zeros((1024, dimensions), dtype=self._numpy.int8)
        self._lengths: Any = self._numpy.ones(1024, dtype=self._numpy.float32)
        self._ids: list[int] = []
        self._place: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def put(self, entry_id: int, direction: bytes) -> None:
        """Remember the direction of an entry, in place of the one before."""
        numpy = self._numpy
        place = self._place.get(entry_id)
        if place is None:
            place = self._place[entry_id] = len(self._ids)
            self._ids.append(entry_id)
            if place == len(self._rows):
                self._rows = numpy.concatenate([self._rows, numpy.zeros_like(self._rows)])
                self._lengths = numpy.concatenate([self._lengths, numpy.ones_like(self._lengths)])
        row = numpy.frombuffer(direction, dtype=numpy.int8)
        self._rows[place] = row
        self._lengths[place] = _length(numpy, row)

    def nearest(self, direction: bytes, most: int) -> dict[int, float]:
        """The entries whose directions are most like `direction`, the likest first, with the cosine of the angle."""
        alike = self._compared(direction)
        if not len(alike):
            return {}
        numpy = self._numpy
        best = numpy.argpartition(-alike, min(most, len(alike)) - 1)[:most]
        ordered = best[numpy.argsort(-alike[best], kind="stable")]
        return {self._ids[place]: float(alike[place]) for place in ordered}

    def of(self, direction: bytes, entry_ids: Collection[int]) -> dict[int, float]:
        """How much the directions of these entries are like `direction`, as far as they are known."""
        places = [self._place[entry_id] for entry_id in entry_ids if entry_id in self._place]
        if not places:
            return {}
        numpy = self._numpy
        wanted = numpy.frombuffer(direction, dtype=numpy.int8)
        found = self._cosines(wanted, self._rows[places], self._lengths[places])
        return {self._ids[place]: float(value) for place, value in zip(places, found, strict=True)}

    def _compared(self, direction: bytes) -> Any:
        numpy = self._numpy
        wanted = numpy.frombuffer(direction, dtype=numpy.int8)
        parts = [self._cosines(wanted, self._rows[start:end], self._lengths[start:end]) for start, end in self._steps()]
        return numpy.concatenate(parts) if parts else numpy.zeros(0)

    def _steps(self) -> Iterable[tuple[int, int]]:
        count = len(self._ids)
        return ((start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE))

    def _cosines(self, wanted: Any, rows: Any, lengths: Any) -> Any:
        numpy = self._numpy
        unit = wanted.astype(numpy.float32) / _length(numpy, wanted)
        # Row by row: the product of a matrix would wake the threads of its library, which cost more than they save.
        return numpy.vecdot(rows.astype(numpy.float32), unit) / lengths


def _length(numpy: Any, row: Any) -> float:
    """The length of a direction; 1 for one that points nowhere, so that it is like nothing."""
    return float(numpy.linalg.norm(row.astype(numpy.float32))) or 1.0
