"""No picture reaches anybody whom the audience of the entry that shows it does not hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.kernel.db import commit
from tests.canary.people import EVERYBODY, READERS, VISITOR, settle
from tests.canary.planting import WRITERS
from tests.entries.pictures import sent

SignIn = Callable[[Member], FlaskClient]
COLORS = ("red", "green", "blue", "black", "white", "gray")


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_a_picture_is_met_exactly_where_the_rule_says(app: Flask, as_member: SignIn, kind: str) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    cast = settle()
    author, shown = cast.people["author"], {}
    for (name, audience), color in zip(cast.audiences.items(), COLORS, strict=True):
        path = sent(as_member(author), color=color, size=(20 + len(kind), 20))
        WRITERS[kind](author, audience, f"picture-of-{name}", f"![rope]({path})", "rigging")
        shown[name] = path
    commit()
    clients = {who: as_member(cast.people[who]) if who != VISITOR else app.test_client() for who in EVERYBODY}
    met = {
        name: {who for who, client in clients.items() if client.get(path).status_code == 200}
        for name, path in shown.items()
    }
    assert met == {name: set(READERS[name]) for name in shown}
