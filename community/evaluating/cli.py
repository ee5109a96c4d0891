"""`flask evaluate`: measure on real data what the rankings are worth; each command prints its figures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from community.evaluating.similar.command import similar

evaluate = click.Group("evaluate", help="Measure the rankings on the data dump of a real site.")

DUMP: Final = click.Path(exists=True, file_okay=False, path_type=Path)
"""The folder of a Stack Exchange data dump, as `flask import stackexchange` takes it."""

evaluate.add_command(similar)
