"""What reaches the database: how many statements a request sends, and which of them take long."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import structlog
from flask import Flask, g, has_request_context
from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext

from community.kernel.db import db

log = structlog.get_logger()


def watch_statements(app: Flask) -> None:
    """Count the statements of each request (`g.statements`), and log those that take longer than SLOW_QUERY_MS.

    A slow one is logged with its own time, the server's and the way there, and never with the values in it.
    """

    def begin(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        context.began = perf_counter()
        if has_request_context() and not statement.startswith("BEGIN"):
            g.statements = g.get("statements", 0) + 1

    def end(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        tell(statement, context)

    def fail(error: ExceptionContext) -> None:
        # A statement that the server gave up on is the slowest of all, and no end is told of it.
        if error.statement is not None and hasattr(error.execution_context, "began"):
            tell(error.statement, error.execution_context)

    def tell(statement: str, context: Any) -> None:
        slow = app.config["SLOW_QUERY_MS"]
        milliseconds = (perf_counter() - context.began) * 1000
        if slow and milliseconds >= slow:
            log.warning("slow query", milliseconds=round(milliseconds, 1), statement=" ".join(statement.split()))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", begin)
        event.listen(db.engine, "after_cursor_execute", end)
        event.listen(db.engine, "handle_error", fail)
