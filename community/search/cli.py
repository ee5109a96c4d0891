"""`flask search`: make the index anew from the entries."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from community.kernel.db import commit
from community.search.rebuilding import rebuild

search = AppGroup("search", help="The search index.")


@search.command("rebuild")
def rebuild_index() -> None:
    """Make the search index anew; safe to repeat."""
    count = 0
    for done in rebuild():
        commit()
        count += done
        click.echo(f"{count} entries", err=True)
    click.echo(f"The search index holds {count} entries.")
