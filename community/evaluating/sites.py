"""A site of its own for an evaluation, filled by the importer; the site that runs is not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import select

from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.jobs import jobs
from community.portability.progress import Progress
from community.portability.site_import import Site, import_site

MAKER: Final = "site of its own"

DUMP: Final = click.Path(exists=True, file_okay=False, path_type=Path)
"""The folder of a Stack Exchange data dump, as `flask import stackexchange` takes it."""

DATABASE: Final = click.option(
    "--database", help="Keep what is imported in this database, empty or filled by an earlier run of the same site."
)

MakeApp = Callable[[Mapping[str, Any]], Flask]


def join(app: Flask, make_app: MakeApp) -> None:
    """Tell evaluations how a site is made, and how `app` takes the background work back from it."""
    app.extensions[MAKER] = make_app, partial(jobs.init_app, app)


@contextmanager
def imported_site(dump: Path, *, database: str | None = None, language: str = "en") -> Iterator[None]:
    """Within this block the database holds what is in the dump, and nothing else.

    Args:
        dump: the folder of the dump; its name is the site's.
        database: where to keep it for the next time, empty or filled by an earlier run; for this run alone if None.
        language: in which the site is written.
    """
    make_app, give_back = current_app.extensions[MAKER]
    with TemporaryDirectory(prefix="commonplace-evaluation-") as folder:
        try:
            with make_app(_settings(folder, database)).app_context():
                _fill(dump, language)
                yield
                session().rollback()
                session().connection().engine.dispose()
        finally:
            # The site that was made last has the background work; give it back.
            give_back()


def _fill(dump: Path, language: str) -> None:
    """Bring in the dump, unless an earlier run did."""
    upgrade()
    if session().scalar(select(Entry.id).limit(1)) is None:
        progress = Progress(lambda line: click.echo(line, err=True))
        import_site(dump, Site.called(dump.resolve().name), progress=progress, language=language)


def _settings(folder: str, database: str | None) -> dict[str, Any]:
    return {
        "DATABASE_URL": database or f"sqlite:///{folder}/site.db",
        "UPLOADS": f"{folder}/uploads",
        "JOBS": "worker",
        "JOBS_FILE": f"{folder}/jobs.db",
        "SECRET_KEY": current_app.config["SECRET_KEY"],
        "EXPERTS_LISTED": True,
    }
