"""How a benchmark measures and prints."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from time import process_time


def figure(name: str, value: float, unit: str) -> None:
    """Print one result in the form that other programs read."""
    print(f"figure {name} {value if isinstance(value, int) else f'{value:.4g}'} {unit}")


def cpu_seconds(work: Callable[[], object], *, times: int = 1) -> float:
    """The least time of the processor that `work` took in so many `times`, in seconds."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    started = process_time()
    work()
    return process_time() - started


def table(heads: Sequence[str], rows: Sequence[Sequence[str | float]]) -> None:
    """Print `rows` under `heads`, numbers to the right."""
    cells = [[cell if isinstance(cell, str) else f"{cell:.4g}" for cell in row] for row in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print(
            "  ".join(
                cell.rjust(w) if n else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
            )
        )
    print()
