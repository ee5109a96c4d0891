"""The world of each test, and every form of the site, found once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.kernel.db import db
from tests.bad_input.forms_found import FoundForm, forms_of
from tests.bad_input.world import World, make_world
from tests.schema import Engine

SignIn = Callable[[Member], FlaskClient]
Anew = Callable[[], World]

_found: dict[str, FoundForm] = {}


@pytest.fixture
def anew(app: Flask, engine: Engine) -> Anew:
    """`anew()` forgets what was written and makes a world with everything in it, open to all members."""
    app.config["PUBLIC_ALLOWED"] = True
    app.config["RAISE_FAILURES"] = False

    def make() -> World:
        db.session.remove()
        engine.reset(app)
        return make_world()

    return make


@pytest.fixture
def forms(app: Flask, anew: Anew, as_member: SignIn) -> dict[str, FoundForm]:
    """Every form by its route; looking is done once for this process, since each world is the same."""
    if not _found:
        _found.update(forms_of(app, anew(), as_member))
    return _found
