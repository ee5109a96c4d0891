"""The command that makes programs of course outlines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from community.accounts.queries import member_by_username
from community.audiences.service import choose_audience
from community.kernel.db import commit, session
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.programs.outlines import import_outline, read_outline
from community.topics.naming import tag_names

PLACE = click.Path(exists=True, path_type=Path)


@click.command("courses")
@click.argument("place", metavar="FILE_OR_FOLDER", type=PLACE)
@click.option("--member", "username", required=True, help="The username of who runs the programs.")
@click.option("--audience", type=click.Choice(["self", "team", "organization"]), default="organization",
              show_default=True, help="Who may see the programs.")  # fmt: skip
@click.option("--tags", default="", help="Their skills, separated by commas; the course's name and title by default.")
@with_appcontext
def courses(place: Path, username: str, audience: str, tags: str) -> None:
    """Make programs of course outlines: JSON files with lessons, questions, key points and exercises.

    Doing it again takes nothing twice.
    """
    member = member_by_username(username)
    if member is None:
        raise click.ClickException(_("There is no member called %(username)s.", username=username))
    refused = 0
    for path in _files(place):
        try:
            chosen = choose_audience(member, audience)
            account = import_outline(read_outline(path), owner=member, audience=chosen, tags=tag_names(tags))
        except Refused as refusal:
            session().rollback()
            refused += 1
            click.echo(str(refusal), err=True)
            continue
        commit()
        for sentence in account.sentences():
            click.echo(sentence)
    if refused:
        raise click.exceptions.Exit(1)


def _files(place: Path) -> Iterator[Path]:
    """The file itself, or the JSON files of a folder by name."""
    return iter(sorted(place.glob("*.json"))) if place.is_dir() else iter([place])
