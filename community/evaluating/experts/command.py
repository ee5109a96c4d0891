"""The command that measures whom questions go to."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Final

import click
from flask.cli import with_appcontext

from community.evaluating.experts import directory as directories
from community.evaluating.experts.history import PARTS, Account, History, evenly
from community.evaluating.experts.routing import OURS, RECENCY, Method, Outcome, measure
from community.evaluating.printing import figure, interval, places, table
from community.evaluating.sites import DATABASE, DUMP, imported_site
from community.evaluating.statistics import difference, mean

ENOUGH: Final = 300
"""Questions below which a difference from recent activity is not told from chance."""

LARGE: Final = 20_000
"""Questions from which a site is large: there a candidate has five earlier answers, elsewhere one."""


@click.command("experts")
@click.argument("folder", metavar="DATA", type=DUMP)
@click.option(
    "--questions",
    "most",
    default=1200,
    show_default=True,
    help="How many are measured at the most, spread evenly; 0 is all.",
)
@click.option(
    "--part",
    type=click.Choice(list(PARTS)),
    default="test",
    show_default=True,
    help="The fourth fifth of the time, on which weights are chosen, or the last.",
)
@DATABASE
@with_appcontext
def experts(folder: Path, most: int, part: str, database: str | None) -> None:
    """Measure whom questions go to: MRR and hits of the product's routing and of baselines.

    Questions are split by time; for each only what existed when it was asked counts. Everybody with enough
    earlier answers is a candidate, but for the asker, and those who did answer are right.
    """
    with imported_site(folder, database=database):
        history = History()
        least = 5 if len(history.questions) >= LARGE else 1
        cases, account = history.cases(history.part(part), least_answers=least)
        chosen = evenly(cases, most)
        outcome = measure(history, chosen, _progress)
    _tell_cases(account, part, len(chosen), least)
    if chosen:
        _tell(outcome)


def _progress(done: int) -> None:
    if done % 200 == 0:
        click.echo(f"{done} questions", err=True)


def _tell_cases(account: Account, part: str, measured: int, least: int) -> None:
    click.echo(
        f"{account.questions} questions of the {part} part: {account.unanswered} unanswered,"
        f" {account.without_candidate} answered by nobody with {least} earlier answers; {measured} measured."
    )


def _tell(outcome: Outcome) -> None:
    heads = ["method", "MRR", "hit@1", "hit@5", "hit@10", "five take", "people"]
    table(heads, [_row(name, method) for name, method in outcome.methods.items()])
    ours = outcome.methods[OURS]
    click.echo("\nours minus theirs, 95 % of 2 000 paired resamplings:")
    others = [(name, method) for name, method in outcome.methods.items() if name != OURS]
    table(["method", "MRR", "hit@5"], [_compared(name, ours, method) for name, method in others])
    if len(ours.reciprocal) < ENOUGH:
        _warn(ours, outcome.methods[RECENCY])
    usual, longest = median(outcome.milliseconds), max(outcome.milliseconds)
    click.echo(f"\nProcessor time of one routing: median {usual:.0f} ms, longest {longest:.0f} ms.")
    figure("experts_mrr", ours.mrr)
    figure("experts_hit5", sum(ours.hits[5]) / len(ours.hits[5]))
    figure("experts_top5_share", ours.concentration)


def _row(name: str, method: Method) -> list[str]:
    hits = [places(sum(found) / len(found)) for found in method.hits.values()]
    return [name, places(method.mrr), *hits, places(method.concentration), str(method.people)]


def _compared(name: str, ours: Method, theirs: Method) -> list[str]:
    return [
        name,
        interval(difference(ours.reciprocal, theirs.reciprocal)),
        interval(difference(ours.hits[5], theirs.hits[5])),
    ]


def _warn(ours: Method, recency: Method) -> None:
    found = difference(ours.reciprocal, recency.reciprocal)
    covers = "covers" if not found.is_clear else "does not cover"
    click.echo(
        f"\nThese are only {len(ours.reciprocal)} questions. The interval {covers} recency: "
        + (
            "no better and no worse than recent activity can be claimed."
            if not found.is_clear
            else "still, do not build on so few."
        )
    )


@click.command("directory")
@click.argument("folder", metavar="DATA", type=DUMP)
@DATABASE
@with_appcontext
def directory(folder: Path, database: str | None) -> None:
    """Measure who is listed for a topic: nDCG@5 of the product's directory and of baselines.

    The directory of each frequent topic is made at four moments; the votes that people earned on the topic in
    the months after it tell who was right.
    """
    with imported_site(folder, database=database):
        found = directories.measure(History(), folder)
    ours = found.measures[OURS]
    click.echo(f"{len(ours)} lists of those who know a topic; a topic is a tag or, without tags, a word of titles.")
    rows = [[name, places(mean(values)), places(found.concentration(name))] for name, values in found.measures.items()]
    table(["method", "nDCG@5", "five take"], sorted(rows, key=lambda row: row[1]))
    click.echo("\nours minus theirs, 95 % of 2 000 paired resamplings:")
    others = [(name, values) for name, values in found.measures.items() if name != OURS]
    table(["method", "nDCG@5"], [[name, interval(difference(ours, values))] for name, values in others])
    figure("directory_ndcg5", mean(ours))
