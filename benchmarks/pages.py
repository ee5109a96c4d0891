"""What a page costs: time of the processor, queries and bytes, beside a bare Flask view in the same run.

python -m benchmarks [--sizes 1000,100000] [--engines sqlite,postgresql] [--rounds 40]
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import clock_gettime, process_time
from typing import Any

import flask_migrate
import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.filling import READER, WRITER, Landmarks, fill
from community.accounts.models import Member
from community.accounts.service import make_feed_token
from community.factory import create_app
from community.kernel.db import commit, db, session

BATCHES = 5
"""The least of so many batches counts: what else the machine does can only add to it."""

QUIET = frozenset({"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"})


@dataclass(frozen=True)
class Page:
    """A page to measure; `grows` says that its cost is held against the size of the community."""

    name: str
    path: str
    is_member: bool
    headers: dict[str, str] = field(default_factory=dict)
    grows: bool = True


@dataclass
class Cost:
    """What one request came to."""

    cpu_ms: float
    server_ms: float
    queries: int
    size: int
    status: int


@dataclass
class Community:
    """A site with a filled database."""

    app: Flask
    landmarks: Landmarks
    cookie: str
    token: str
    server_seconds: Callable[[], float]


@contextmanager
def community(url: str, size: int, say: Callable[[str], None]) -> Iterator[Community]:
    """A site on the database at `url`, filled with `size` entries."""
    os.environ["COMMONPLACE_CHEAP_PASSWORDS"] = "1"
    app = create_app(
        {"DATABASE_URL": url, "SECRET_KEY": "for measuring", "JOBS": "immediate", "PUBLIC_ALLOWED": True,
         "RATE_LIMITS": False, "FETCH_TITLES": False}
    )  # fmt: skip
    with app.app_context():
        flask_migrate.upgrade()
        landmarks = fill(size, say)
        member = session().get_one(Member, READER)
        _token, secret = make_feed_token(member, "all", "Measuring")
        key = member.get_id()
        commit()
        _settle_statistics()
        db.session.remove()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    cookie = str(signer.dumps({"_user_id": key, "_fresh": True}))
    with app.app_context():
        server_seconds = _clock_of_server(db.engine)
    yield Community(app, landmarks, cookie, secret, server_seconds)
    with app.app_context():
        db.engine.dispose()


def pages(found: Community) -> list[Page]:
    """What is measured."""
    one, *_rest = words = found.landmarks.words
    three = "+".join(words)
    blog = f"/members/member{WRITER}/blog"
    feed = f"/feeds/stream.atom?token={found.token}"
    question = f"/questions/{found.landmarks.question_id}"
    tag = f"/tags/{found.landmarks.tag}"
    etag = _request(found, Page("", feed, is_member=False))[1]["ETag"]
    public_etag = _request(found, Page("", "/feeds/stream.atom", is_member=False))[1]["ETag"]
    both = [
        Page(name, path, is_member, grows=grows)
        for is_member in (True, False)
        for name, path, grows in (
            ("home", "/", True),
            ("question", question, True),
            ("tag", tag, True),
            ("blog", blog, True),
            ("search", f"/search?q={one}", False),
            ("search of three words", f"/search?q={three}", False),
        )
    ]
    return [
        *both,
        Page("feed by token", feed, is_member=False),
        Page("feed by token, unchanged", feed, is_member=False, headers={"If-None-Match": etag}),
        Page("feed", "/feeds/stream.atom", is_member=False),
        Page("feed, unchanged", "/feeds/stream.atom", is_member=False, headers={"If-None-Match": public_etag}),
    ]


def measure(found: Community, page: Page, rounds: int) -> Cost:
    """The cost of one request for `page`: the mean of the batch that took least, of so many rounds in all."""
    (status, size), statements = _counted(found, page)
    each = max(1, rounds // BATCHES)
    ask = partial(_request, found, page)
    ask()
    cpu, server = min((_batch(ask, each, found.server_seconds) for _number in range(BATCHES)), key=sum)
    return Cost(cpu, server, statements, size, status)


def _batch(ask: Callable[[], object], times: int, server_seconds: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds of our processor time and of the server's for one of `times` requests."""
    gc.collect()
    server_before, before = server_seconds(), process_time()
    for _time in range(times):
        ask()
    cpu, server = process_time() - before, server_seconds() - server_before
    return cpu / times * 1000, server / times * 1000


def bare_view(rounds: int) -> float:
    """Milliseconds of the processor for a Flask view that returns a string."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "Hello")

    def ask() -> None:
        run_wsgi_app(app, EnvironBuilder(path="/").get_environ(), buffered=True)

    return min(_batch(ask, rounds, lambda: 0.0)[0] for _number in range(BATCHES))


def _request(found: Community, page: Page) -> tuple[str, Any, bytes]:
    headers = {**page.headers, **({"Cookie": f"session={found.cookie}"} if page.is_member else {})}
    path, _mark, query = page.path.partition("?")
    environ = EnvironBuilder(path=path, query_string=query, headers=list(headers.items())).get_environ()
    body, status, answered = run_wsgi_app(found.app, environ, buffered=True)
    assert status[0] in "23", f"{page.path}: {status}"
    return status, answered, b"".join(body)


def _counted(found: Community, page: Page) -> tuple[tuple[int, int], int]:
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.strip() not in QUIET:
            statements.append(statement)

    with found.app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        status, _headers, body = _request(found, page)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return (int(status[:3]), len(body)), len(statements)


def _clock_of_server(engine: sa.Engine) -> Callable[[], float]:
    """Reads what the database server's process for us has used; nothing where the database is in our own."""
    if engine.dialect.name == "sqlite":
        return lambda: 0.0
    with engine.connect() as connection:
        # All that a statement costs is to be in the one process that is watched.
        connection.exec_driver_sql("ALTER DATABASE bench SET max_parallel_workers_per_gather = 0")
        connection.commit()
    engine.dispose()
    with engine.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    # The number by which Linux knows the processor clock of another process, as clock_getcpuclockid(3) gives it.
    clock = ~pid << 3 | 2
    return lambda: clock_gettime(clock)


def _settle_statistics() -> None:
    """Let the planner know the sizes, as it would after some days of running."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def rows_of(costs: Sequence[tuple[Page, Cost]], bare: float) -> list[list[str | float]]:
    """The table of one community."""
    return [
        [
            f"{page.name}{' (member)' if page.is_member else ''}",
            cost.cpu_ms,
            cost.server_ms,
            (cost.cpu_ms + cost.server_ms) / bare,
            float(cost.queries),
            float(cost.size),
            str(cost.status),
        ]
        for page, cost in costs
    ]
