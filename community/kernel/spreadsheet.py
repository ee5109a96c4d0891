"""Tables to take along, as comma-separated values that a spreadsheet opens without doing anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text, by RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = StringIO()
    writer = csv.writer(text)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell for cell in row])
    return text.getvalue()
