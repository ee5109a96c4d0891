"""The world of each test, and every form of the site, found once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.kernel.db import db
from tests.bad_input.forms_found import FoundForm, forms_of
from tests.bad_input.world import Remembered, World, make_world, remembered, seen_again
from tests.schema import Engine

SignIn = Callable[[Member], FlaskClient]
Anew = Callable[[], World]

_kept: list[Remembered] = []
_found: dict[str, FoundForm] = {}


@pytest.fixture
def anew(app: Flask, engine: Engine) -> Anew:
    """`anew()` forgets what was written and gives a world with everything in it, open to all members."""
    app.config["PUBLIC_ALLOWED"] = True
    app.config["RAISE_FAILURES"] = False

    def make() -> World:
        if _kept:
            db.session.remove()
            engine.bring_back(app)
        else:
            _kept.append(remembered(make_world()))
            db.session.remove()
            engine.keep(app)
        return seen_again(_kept[0])

    return make


@pytest.fixture
def forms(app: Flask, anew: Anew, as_member: SignIn) -> Callable[[], dict[str, FoundForm]]:
    """`forms()` is every form by its route; looking is done once for this process, since each world is the same."""

    def found() -> dict[str, FoundForm]:
        if not _found:
            _found.update(forms_of(app, anew(), as_member))
        return _found

    return found
