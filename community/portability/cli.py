"""`flask import`: bring in what people wrote elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from community.accounts.queries import member_by_username
from community.audiences.service import choose_audience, organization_audience
from community.config import LANGUAGES
from community.entries.origins import is_web_address
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.portability.blog_file import read_blog
from community.portability.blog_import import Destination, import_blog
from community.portability.cost import Cost
from community.portability.people_csv import read_people
from community.portability.people_import import PeopleImport
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.site_import import BadSite, Site, import_site
from community.portability.sources import name_of, open_source

imports = AppGroup("import", help="Bring in what people wrote elsewhere; it can be repeated and goes on after a stop.")

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language that it is written in.",
)


@imports.command("stackexchange")
@click.argument("folder", type=FOLDER)
@click.option("--site", "name", help="The site's name or host, such as travel; the folder's name by default.")
@LANGUAGE
def stackexchange(folder: Path, name: str | None, language: str) -> None:
    """Bring in the data dump of a Stack Exchange site that lies in FOLDER."""
    cost = Cost()
    try:
        site = Site.called(name or folder.resolve().name)
    except BadSite as error:
        raise click.BadParameter(_("%(name)s is not the name of a site; give it with --site.", name=error)) from error
    tell(import_site(folder, site, progress=progress(), language=language), cost)


@imports.command("blog")
@click.argument("place", metavar="FILE_OR_URL")
@click.option("--member", "username", help="Whose posts they all are.")
@click.option("--create-members", is_flag=True, help="Make a member of each author that the blog names.")
@click.option("--name", help="What to call the blog; the name of the file or the host by default.")
@click.option("--audience", type=click.Choice(("organization", "team", "self")), default="organization",
              show_default=True, help="Who may read the posts; team and self are those of --member.")  # fmt: skip
@LANGUAGE
def blog(
    place: str, username: str | None, create_members: bool, name: str | None, audience: str, language: str
) -> None:
    """Bring in a blog: a feed (RSS, Atom, JSON Feed) or a file with a JSON object a line."""
    cost = Cost()
    if bool(username) == create_members:
        raise click.UsageError(_("Say whose posts they are: either --member or --create-members."))
    with sentences():
        destination = destination_of(name or name_of(place), username, audience, language)
        found = read_blog(open_source(place), base_url=place if is_web_address(place) else "")
        tell(import_blog(found, destination, progress=progress()), cost)


@imports.command("people")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def people(file: Path) -> None:
    """Bring in people from a CSV file: name, email, username, team, manager, role, title, language, time zone."""
    cost = Cost()
    site = current_app.config
    run = PeopleImport(site["DEFAULT_LANGUAGE"], site["DEFAULT_TIMEZONE"], progress())
    tell(run.run(read_people(file.read_bytes())), cost)


def destination_of(name: str, username: str | None, audience: str, language: str) -> Destination:
    """Whose reflections a blog's posts become.

    Raises:
        Refused: there is no such member, or the audience is not one of theirs.
    """
    if username is None:
        if audience != "organization":
            raise Refused(_("Members who are made of a blog's authors write for the whole organization."))
        return Destination(name, organization_audience().id, language=language)
    member = member_by_username(username)
    if member is None:
        raise Refused(_("There is no member called %(username)s.", username=username))
    return Destination(name, choose_audience(member, audience).id, member.id, language)


@contextmanager
def sentences() -> Iterator[None]:
    """Within this block a refusal ends the command with its sentence."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal


def progress() -> Progress:
    """Progress that is told beside the report."""
    return Progress(lambda line: click.echo(line, err=True))


def tell(report: Report, cost: Cost) -> None:
    """Print what was taken, what was left out and why, and what it cost."""
    for sentence in [*report.sentences(), cost.sentence()]:
        click.echo(sentence)
