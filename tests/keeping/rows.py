"""Two rows in every table, of values that engines like to treat differently."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from community.kernel.db import Model, UtcDateTime, session

TEXT = "Zoë “🦉” 漢字 \t\\ ' \" \\N \r\n Grüße"
FIRST_KEY = 1000
VALUES: tuple[tuple[type[Any], Any, Any], ...] = (
    (sa.BigInteger, 2**62 + 1, -(2**62)),
    (sa.Integer, 2**31 - 1, -3),
    (sa.Boolean, True, False),
    (sa.Double, 0.1 + 0.2, 5e-324),
    (sa.Date, date(1999, 12, 31), date(2031, 1, 1)),
    (sa.LargeBinary, bytes(range(256)), b""),
    (sa.JSON, {"ü": [1, 1.0, None, True, "漢\u2028"], "a": {}}, []),
    (UtcDateTime, datetime(2026, 3, 29, 1, 30, 0, 1, UTC), datetime(1970, 1, 1, tzinfo=UTC)),
    (sa.String, TEXT, ""),
)


def fill_every_table() -> None:
    """Write the rows: the first has a value in each column, the second nothing wherever it may."""
    connection = session().connection()
    for table in Model.metadata.sorted_tables:
        for number in (0, 1):
            connection.execute(table.insert(), {column.name: _value(column, number) for column in table.columns})
    session().commit()


def _value(column: sa.Column[Any], number: int) -> Any:
    if column.nullable and number:
        return None
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return _value(key.column, number)
    if column.primary_key and isinstance(column.type, sa.Integer):
        return FIRST_KEY + number
    value = next(pair[number] for kind, *pair in VALUES if isinstance(column.type, kind))
    return value[: column.type.length] if isinstance(column.type, sa.String) else value
