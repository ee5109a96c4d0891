"""`flask demo`: load the demonstration organization, and say how to look at it."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from community.demo import loader

demo = AppGroup("demo", help="A believable organization to look around in.")


@demo.command("load")
def load() -> None:
    """Load the demonstration organization, unless it is there already."""
    _tell(loader.load(progress=click.echo))


@demo.command("sign-ins")
def sign_ins() -> None:
    """Say how to sign in as each kind of person."""
    _tell(loader.sign_ins())


def _tell(people: list[loader.SignIn]) -> None:
    for person in people:
        click.echo(f"{person.username:<8} {person.password:<18} {person.role}")
