"""What a page costs: time of the processor, queries and bytes, beside a bare Flask view in the same run.

python -m benchmarks [--sizes 1000,100000] [--engines sqlite,postgresql] [--rounds 40]
"""

from __future__ import annotations

import gc
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
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

TICK = os.sysconf("SC_CLK_TCK")
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
    backend: int | None


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
    yield Community(app, landmarks, str(signer.dumps({"_user_id": key, "_fresh": True})), secret, None)
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
    """The least cost of `page` in so many rounds."""
    _request(found, page)
    counted, statements = _counted(found, page)
    gc.collect()
    server_before = _server_seconds(found)
    times = []
    for _round in range(rounds):
        started = process_time()
        _request(found, page)
        times.append(process_time() - started)
    server_ms = (_server_seconds(found) - server_before) / rounds * 1000
    status, size = counted
    return Cost(statistics.median(times) * 1000, server_ms, statements, size, status)


def bare_view(rounds: int) -> float:
    """Milliseconds of the processor for a Flask view that returns a string."""
    app = Flask("bare")
    app.add_url_rule("/", view_func=lambda: "Hello")
    times = []
    for _round in range(rounds * 5):
        builder = EnvironBuilder(path="/").get_environ()
        started = process_time()
        run_wsgi_app(app, builder, buffered=True)
        times.append(process_time() - started)
    return statistics.median(times) * 1000


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


def _server_seconds(found: Community) -> float:
    """What the database server's process for us has used so far; nothing where the database is in our own."""
    with found.app.app_context():
        if db.engine.dialect.name == "sqlite":
            return 0.0
        with db.engine.connect() as connection:
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


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
