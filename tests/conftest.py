"""What every test may ask for: a site, a browser that is one person, and the events that were published."""

from __future__ import annotations

import contextvars
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["COMMONPLACE_CHEAP_PASSWORDS"] = "1"

import hypothesis
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from community.accounts.models import Member
from community.entries import commonness
from community.factory import create_app
from community.kernel.bus import LoggedEvent
from community.kernel.db import db
from community.kernel.jobs import jobs
from community.kernel.limits import limiter
from tests.mailbox import Mailbox, open_mailbox
from tests.schema import Engine, Postgresql, Sqlite


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database engine."""
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave what asks for no database out of the run on PostgreSQL: it was tried in the run on SQLite."""
    if config.getoption("--engine") == "sqlite":
        return
    aside = {item for item in items if "engine" not in getattr(item, "fixturenames", ())}
    config.hook.pytest_deselected(items=[item for item in items if item in aside])
    items[:] = [item for item in items if item not in aside]


class OneAtATime(FlaskClient):
    """A client whose requests see nothing of the test's own context, as in a real server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send one request."""
        if not has_app_context():
            return super().open(*args, **kwargs)
        db.session.commit()
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.expire_all()
        return response


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Engine:
    """The database engine that this run is about."""
    if request.config.getoption("--engine") == "sqlite":
        return Sqlite(tmp_path_factory.mktemp("database"))
    server = os.environ.get("COMMONPLACE_POSTGRES_URL")
    if not server:
        pytest.fail("Set COMMONPLACE_POSTGRES_URL, or run: python3 app.py test")
    return Postgresql(server, f"commonplace_{worker_id}_{os.getpid()}")


@pytest.fixture(scope="session")
def settings(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The settings of the site under test."""
    folder = tmp_path_factory.mktemp("instance")
    return {
        "DATABASE_URL": engine.url,
        "SECRET_KEY": "a key for tests only",
        "JOBS": "immediate",
        "JOBS_FILE": str(folder / "jobs.db"),
        "UPLOADS": str(folder / "uploads"),
        "RATE_LIMITS": False,
        "FETCH_TITLES": False,
        "MEANING": "off",
        "METRICS_TOKEN": "a token for tests only",
        "TESTING": True,
        "WTF_CSRF_ENABLED": False,
        "RAISE_FAILURES": True,
        "ORGANIZATION_NAME": "Northwind Care",
    }


def _duties(known: dict[str, Any]) -> dict[str, Any]:
    """What `jobs` knows, its tables copied; the site itself stays the one it is."""
    return {name: dict(value) if isinstance(value, dict) else value for name, value in known.items()}


@pytest.fixture(scope="session")
def site(engine: Engine, settings: dict[str, Any]) -> Flask:
    """The site, made once for this process."""
    app = create_app(settings)
    app.test_client_class = OneAtATime
    app.extensions["duties of this site"] = _duties(vars(jobs))
    engine.prepare(app)
    return app


@pytest.fixture
def app(site: Flask, engine: Engine) -> Iterator[Flask]:
    """The site with an empty database, inside an application context."""
    engine.reset(site)
    site.extensions["written feeds"].forget()
    commonness.forget()
    # A test before may have made another site in this process, whose duties and limits are not these.
    limiter.enabled = site.config["RATE_LIMITS"]
    vars(jobs).update(_duties(site.extensions["duties of this site"]))
    saved = dict(site.config)
    with site.app_context():
        yield site
        db.session.remove()
    site.config.clear()
    site.config.update(saved)


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def as_member(app: Flask) -> Any:
    """`as_member(ana)` is a client that is signed in as Ana."""

    def sign_in(member: Member) -> FlaskClient:
        client = app.test_client()
        key = member.get_id()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = key
            cookie["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """What the site sends, received by SMTP."""
    with open_mailbox(app) as box:
        yield box


class Published:
    """The events that were published in this test."""

    def all(self, event_type: type[Any]) -> list[Any]:
        """Every event of this type, the oldest first."""
        rows = db.session.scalars(
            db.select(LoggedEvent).where(LoggedEvent.name == event_type.__name__).order_by(LoggedEvent.id)
        )
        return [event_type(**row.facts) for row in rows]

    def only(self, event_type: type[Any]) -> Any:
        """The one event of this type."""
        (event,) = self.all(event_type)
        return event


@pytest.fixture
def published(app: Flask) -> Published:
    """What was published."""
    return Published()


@pytest.fixture
def figures() -> Any:
    """`figures("name", value, "unit")` prints a figure at the end of the test command."""

    def write(name: str, value: object, unit: str = "") -> None:
        path = os.environ.get("COMMONPLACE_FIGURES")
        if path:
            with Path(path).open("a") as file:
                file.write(f"figure {name} {value} {unit}".rstrip() + "\n")

    return write


hypothesis.settings.register_profile("commonplace", deadline=None)
hypothesis.settings.load_profile("commonplace")
