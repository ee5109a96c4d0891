"""`flask search`: make the index anew from the entries."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import AppGroup

from community.entries import meanings
from community.kernel.db import commit
from community.search.rebuilding import rebuild

search = AppGroup("search", help="The search index.")


@search.command("rebuild")
def rebuild_index() -> None:
    """Make the search index anew, and what is written down of meanings; safe to repeat."""
    click.echo(f"The search index holds {_told(rebuild())} entries.")
    if meanings.is_on():
        click.echo(f"Of {_told(meanings.rewrite())} entries it is written down what they mean.")


def _told(steps: Iterator[int]) -> int:
    count = 0
    for done in steps:
        commit()
        count += done
        click.echo(f"{count} entries", err=True)
    return count
