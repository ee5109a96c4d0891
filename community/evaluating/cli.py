"""`flask evaluate`: measure on real data what the rankings are worth; each command prints its figures."""

from __future__ import annotations

import click

from community.evaluating.experts.command import directory, experts
from community.evaluating.needs.command import needs
from community.evaluating.similar.command import similar

evaluate = click.Group("evaluate", help="Measure the rankings on the data dump of a real site.")

evaluate.add_command(directory)
evaluate.add_command(experts)
evaluate.add_command(needs)
evaluate.add_command(similar)
