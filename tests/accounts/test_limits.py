"""Trying often from one address: what an attacker would do, and no colleague notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.factory import create_app
from community.kernel.db import db
from community.kernel.jobs import jobs
from community.kernel.limits import limiter
from tests.factories import PASSWORD, a_member


@pytest.fixture
def guarded(app: Flask, settings: dict[str, Any]) -> Iterator[FlaskClient]:
    """A browser on a site that counts."""
    site = create_app({**settings, "RATE_LIMITS": True})
    site.test_client_class = app.test_client_class
    yield site.test_client()
    with site.app_context():
        db.engine.dispose()
    limiter.reset()
    limiter.enabled = False
    # The newest site owns the duties; the next test wants its own site to own them.
    jobs.init_app(app)


def test_guessing_passwords_comes_to_an_end(app: Flask, guarded: FlaskClient) -> None:
    ana = a_member("Ana")
    guess = {"identifier": ana.username, "password": "wrong"}
    assert [guarded.post("/sign-in", data=guess).status_code for _number in range(11)] == [422] * 10 + [429]
    right = guarded.post("/sign-in", data={"identifier": ana.username, "password": PASSWORD})
    assert right.status_code == 429
    assert "Please wait a moment" in right.text


def test_many_colleagues_behind_one_address_all_come_in(app: Flask, guarded: FlaskClient) -> None:
    ana = a_member("Ana")
    for _number in range(15):
        assert guarded.post("/sign-in", data={"identifier": ana.username, "password": PASSWORD}).status_code == 303


def test_asking_for_links_comes_to_an_end(app: Flask, guarded: FlaskClient) -> None:
    asked = [guarded.post("/reset", data={"email": "zoe@example.org"}).status_code for _number in range(6)]
    assert asked == [200] * 5 + [429]


def test_making_accounts_comes_to_an_end(app: Flask, guarded: FlaskClient) -> None:
    asked = {guarded.post("/join", data={}).status_code for _number in range(61)}
    assert asked == {422, 429}
