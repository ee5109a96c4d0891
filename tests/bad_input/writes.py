"""What became durable while something was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from community.kernel.db import db

_WRITES = re.compile(r"\s*(insert|update|delete)\b", re.IGNORECASE)


@contextmanager
def committed() -> Iterator[list[str]]:
    """The statements that changed a row within the block and were not taken back."""
    waiting: list[str] = []
    kept: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if _WRITES.match(statement):
            waiting.append(statement)

    def keep(_connection: Any) -> None:
        kept.extend(waiting)
        waiting.clear()

    def forget(_connection: Any) -> None:
        waiting.clear()

    listeners = (("before_cursor_execute", note), ("commit", keep), ("rollback", forget))
    for name, listener in listeners:
        event.listen(db.engine, name, listener)
    try:
        yield kept
    finally:
        for name, listener in listeners:
            event.remove(db.engine, name, listener)
