"""A site of its own for an evaluation, filled by the importer; the site that runs is not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import select

from community.entries.models import Entry
from community.kernel.db import session
from community.portability.progress import Progress
from community.portability.site_import import Site, import_site

MAKER: Final = "site of its own"

MakeApp = Callable[[Mapping[str, Any]], Flask]


def join(app: Flask, make_app: MakeApp) -> None:
    """Tell evaluations how a site is made."""
    app.extensions[MAKER] = make_app


@contextmanager
def imported_site(dump: Path, *, database: str | None = None, language: str = "en") -> Iterator[None]:
    """Within this block the database holds what is in the dump, and nothing else.

    Args:
        dump: the folder of the dump; its name is the site's.
        database: where to keep it for the next time, empty or filled by an earlier run; for this run alone if None.
        language: in which the site is written.
    """
    with TemporaryDirectory(prefix="commonplace-evaluation-") as folder:
        app = _made(folder, database)
        with app.app_context():
            upgrade()
            if session().scalar(select(Entry.id).limit(1)) is None:
                progress = Progress(lambda line: click.echo(line, err=True))
                import_site(dump, Site.called(dump.resolve().name), progress=progress, language=language)
            yield
            session().rollback()
            session().connection().engine.dispose()


def _made(folder: str, database: str | None) -> Flask:
    make_app: MakeApp = current_app.extensions[MAKER]
    return make_app(
        {
            "DATABASE_URL": database or f"sqlite:///{folder}/site.db",
            "UPLOADS": f"{folder}/uploads",
            "JOBS": "worker",
            "JOBS_FILE": f"{folder}/jobs.db",
            "SECRET_KEY": current_app.config["SECRET_KEY"],
            "EXPERTS_LISTED": True,
        }
    )
