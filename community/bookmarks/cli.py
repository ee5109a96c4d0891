"""The command that takes a bookmark file."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from community.accounts.queries import member_by_username
from community.audiences.service import choose_audience
from community.bookmarks.importing import Report, import_file
from community.kernel.db import commit
from community.kernel.errors import Refused


@click.group("bookmarks")
def bookmarks() -> None:
    """Work with members' bookmarks."""


@bookmarks.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--member", "username", required=True, help="The username of the member whose bookmarks these are.")
@click.option("--audience", type=click.Choice(["self", "team", "organization"]), default="self", show_default=True)
@click.option("--folders-as-tags", is_flag=True, help="Use the names of folders as tags.")
@with_appcontext
def import_command(file: Path, username: str, audience: str, folders_as_tags: bool) -> None:
    """Save the links of FILE, in the Netscape or the Pinboard format, for a member.

    Doing it again takes nothing twice.
    """
    member = member_by_username(username)
    if member is None:
        raise click.ClickException(f"Nobody here has the username {username}.")
    try:
        chosen = choose_audience(member, audience)
        report = import_file(member, file.read_bytes(), chosen, folders_as_tags=folders_as_tags, after_batch=commit)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    _tell(report)


def _tell(report: Report) -> None:
    click.echo(f"{report.taken} links taken, {len(report.skipped)} left out.")
    for skipped in report.skipped:
        place = f"line {skipped.line}: " if skipped.line else ""
        click.echo(f"{place}{skipped.hint}: {skipped.reason}")
