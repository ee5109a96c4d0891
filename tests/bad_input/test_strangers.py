"""Whoever may not read something cannot act on it either, whatever form they send."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.kernel.db import db
from tests.bad_input.forms_found import FoundForm
from tests.bad_input.payloads import encoded
from tests.bad_input.world import World, make_world
from tests.bad_input.writes import committed
from tests.schema import Engine

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

Forms = Callable[[], dict[str, FoundForm]]
SignIn = Callable[[Member], FlaskClient]

# Arguments that name something with an audience, or something of one person.
OF_SOMEBODY = frozenset(
    {"entry_id", "question_id", "answer_id", "flag_id", "enrollment_id", "token_id", "invitation_id", "slug"}
)
# Whoever holds one of these links acts by it, so nobody is a stranger.
BY_LINK = frozenset({"token"})
REFUSED = frozenset({403, 404})


@pytest.fixture
def closed_world(app: Flask, engine: Engine, forms: Forms) -> World:
    """The world whose entries were found open to all, now open to the author and one other person."""
    forms()
    db.session.remove()
    engine.reset(app)
    return make_world("named")


@pytest.mark.parametrize("who", ["outsider", "manager", "coach", "mate"])
def test_nobody_acts_on_what_they_may_not_read(
    app: Flask, forms: Forms, closed_world: World, as_member: SignIn, who: str
) -> None:
    faults = []
    for form in _about_somebody(app, forms()):
        client = as_member(closed_world.cast.people[who])
        with committed() as kept:
            response = client.post(form.path, data=encoded(dict(form.fields)), content_type=URLENCODED)
        if response.status_code not in REFUSED or kept:
            faults.append(f"{form.endpoint} {form.path} as {who}: {response.status_code}, kept {kept[:1]}")
    assert faults == []


def test_no_visitor_changes_anything(app: Flask, forms: Forms, closed_world: World, visitor: FlaskClient) -> None:
    faults = []
    for form in forms().values():
        if form.endpoint not in OPEN_TO_VISITORS and not _arguments(app, form) & BY_LINK:
            with committed() as kept:
                response = visitor.post(form.path, data=encoded(dict(form.fields)), content_type=URLENCODED)
            if kept or (
                "/sign-in" not in response.headers.get("Location", "") and response.status_code not in {401, 422}
            ):
                faults.append(f"{form.endpoint} {form.path}: {response.status_code}, kept {kept[:1]}")
    assert faults == []


URLENCODED = "application/x-www-form-urlencoded"
OPEN_TO_VISITORS = frozenset({"accounts.enter", "accounts.become_member", "accounts.send_link"})


def _about_somebody(app: Flask, forms: dict[str, FoundForm]) -> list[FoundForm]:
    return [form for form in forms.values() if _arguments(app, form) & OF_SOMEBODY]


def _arguments(app: Flask, form: FoundForm) -> set[str]:
    return {name for rule in app.url_map.iter_rules(form.endpoint) for name in rule.arguments}
