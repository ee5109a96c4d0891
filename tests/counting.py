"""Counting what reaches the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from community.kernel.db import db


@contextmanager
def statements(*, with_begin: bool = False) -> Iterator[list[str]]:
    """Each statement that reaches the database within the block, as it was sent.

    Args:
        with_begin: also how transactions begin, where the program says so itself.
    """
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if with_begin or not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
