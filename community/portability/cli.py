"""`flask import`: bring in what people wrote elsewhere."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from community.kernel.i18n import _
from community.portability.cost import Cost
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.site_import import BadSite, Site, import_site

imports = AppGroup("import", help="Bring in what people wrote elsewhere; it can be repeated and goes on after a stop.")

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
LANGUAGE = click.option("--language", default="en", show_default=True, help="The language that it is written in.")


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


def progress() -> Progress:
    """Progress that is told beside the report."""
    return Progress(lambda line: click.echo(line, err=True))


def tell(report: Report, cost: Cost) -> None:
    """Print what was taken, what was left out and why, and what it cost."""
    for sentence in [*report.sentences(), cost.sentence()]:
        click.echo(sentence)
