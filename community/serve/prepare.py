"""What happens between the start and the first page: the database, the demonstration, and who may sign in."""

from __future__ import annotations

import os
from collections.abc import Mapping

import flask_migrate
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from community.accounts.queries import has_members
from community.demo import loader as demo
from community.serve.place import CannotServe

NO = {"no", "false", "off", "n", "f", "0"}


def prepare(app: Flask, environment: Mapping[str, str] = os.environ) -> None:
    """Bring the database up to date, and load the demonstration into one that nobody has joined.

    Args:
        app: the site.
        environment: where DEMO=no says that the site shall start empty.

    Raises:
        CannotServe: when the database cannot be reached.
    """
    with app.app_context():
        _migrate(app)
        if not has_members() and environment.get("DEMO", "").lower() not in NO:
            _say("Loading the demonstration organization (once)")
            demo.load(progress=lambda sentence: _say(f"  {sentence}"))
        people = demo.sign_ins()
    if people:
        app.config["DEMO"] = True
        app.config["ORGANIZATION_NAME"] = environment.get("ORGANIZATION_NAME") or demo.ORGANIZATION
        _say("\nSign in as:")
        for role, username, password in people:
            _say(f"  {username:<12} {password:<14} {role}")


def _migrate(app: Flask) -> None:
    try:
        flask_migrate.upgrade()
    except OperationalError as error:
        address = make_url(app.config["SQLALCHEMY_DATABASE_URI"]).render_as_string(hide_password=True)
        reason = str(error.orig).partition("\n")[0]
        raise CannotServe(f"The database at {address} cannot be used: {reason}") from error


def _say(line: str) -> None:
    print(line, flush=True)
