"""How figures are printed: tables, intervals, and lines that other programs read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from community.evaluating.statistics import Interval


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their heads, the first column to the left and the others to the right."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    for row in [heads, *rows]:
        cells = [
            cell.ljust(w) if not place else cell.rjust(w)
            for place, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells).rstrip())


def places(value: float) -> str:
    """A measure from 0 to 1 in three places: .279."""
    return f"{value:.3f}".removeprefix("0") if value >= 0 else "-" + places(-value)


def interval(found: Interval) -> str:
    """A difference with what it lies between: +.036 [.021, .050]."""
    sign = "+" if found.mean >= 0 else ""
    return f"{sign}{places(found.mean)} [{places(found.low)}, {places(found.high)}]"


def figure(name: str, value: float) -> None:
    """Print a figure in a line of its own, as programs read it."""
    click.echo(f"figure {name} {value:.4f}")
