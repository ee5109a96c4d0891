"""What the program writes of its own doing: one line for each event, by request, and nothing of what people wrote.

A line of a request has its route and never its address, which may hold a name, a title or a secret.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any, Final
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars

HEADER = "X-Request-ID"
UNKNOWN = "(none)"
"""The route of an address that leads nowhere."""

_is_plain = re.compile(r"[A-Za-z0-9_-]{1,64}").fullmatch
log = structlog.get_logger()


def write_logs(app: Flask) -> None:
    """Write as the settings say, and mark each line of a request with its number.

    A proxy's own number (X-Request-ID) is kept where it is a plain word, else one is made; the answer carries it, so
    that somebody who tells of trouble can name the lines that belong to it.
    """
    is_for_machines = app.config["LOG_FORMAT"] == "json"
    structlog.configure(
        processors=[
            merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *(_FOR_MACHINES if is_for_machines else _FOR_PEOPLE),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[app.config["LOG_LEVEL"]]),
    )
    # People who look on see what went wrong; machines get a line for each answer.
    note = log.info if is_for_machines else log.debug
    app.before_request(_begin)
    app.after_request(partial(_end, note))


def route() -> str:
    """The route of this request, such as /questions/<int:question_id>, without what stands in its places."""
    return request.url_rule.rule if request.url_rule is not None else UNKNOWN


def _begin() -> None:
    clear_contextvars()
    given = request.headers.get(HEADER, "")
    g.request_id = given if _is_plain(given) else uuid4().hex
    g.began = perf_counter()
    bind_contextvars(request=g.request_id)


def _end(note: Callable[..., object], response: Response) -> Response:
    response.headers[HEADER] = g.request_id
    note(
        "answered",
        method=request.method,
        route=route(),
        status=response.status_code,
        milliseconds=round((perf_counter() - g.began) * 1000, 1),
    )
    return response


_FOR_MACHINES: Final[tuple[Any, ...]] = (
    structlog.processors.format_exc_info,
    structlog.processors.JSONRenderer(),
)
# A traceback without the values in it, which may be what somebody wrote.
_FOR_PEOPLE: Final[tuple[Any, ...]] = (
    structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback),
)
