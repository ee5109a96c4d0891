"""The command that measures what needs are worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click
from flask.cli import with_appcontext

from community.evaluating.needs.asking import Asking, most_frequent, questions
from community.evaluating.needs.lasting import lifts
from community.evaluating.needs.rising import SHUFFLES, SIZES, flagged, recall, shown_on, shuffled
from community.evaluating.printing import figure, places, table
from community.evaluating.sites import DATABASE, DUMP, imported_site
from community.evaluating.statistics import mean

TOPICS: Final = 200
SKILLS: Final = 60
"""About as many topics as an organization calls skills; with more of them a rise has to be larger."""

LARGEST: Final = 25
RECALL: Final = 0.8


@click.command("needs")
@click.argument("folder", metavar="DATA", type=DUMP)
@DATABASE
@with_appcontext
def needs(folder: Path, database: str | None) -> None:
    """Measure what needs are worth: rises that are chance, planted ones that are found, and how long need lasts.

    The words of titles are the topics. Dates are dealt anew to see how often something rises by chance.
    """
    with imported_site(folder, database=database):
        asked = questions()
    click.echo(f"{len(asked)} questions of {len({each.person_id for each in asked})} people.")
    _tell_chance(asked)
    _tell_planted(asked)
    _tell_lasting(asked)


def _tell_chance(asked: Sequence[Asking]) -> None:
    topics = most_frequent(asked, TOPICS)
    true = flagged(shown_on(asked, topics))
    by_chance = [flagged(shown_on(shuffled(asked, seed), topics)) for seed in range(SHUFFLES)]
    shares = sorted(each.releases / each.of if each.of else 0.0 for each in by_chance)
    click.echo(f"\n{true.rises} rises in {true.releases} of {true.of} releases, of {TOPICS} topics.")
    click.echo(
        f"Dates dealt anew {SHUFFLES} times: {places(mean(shares))} of the releases name one"
        f" (from {places(shares[0])} to {places(shares[-1])}),"
        f" {mean([each.rises for each in by_chance]):.1f} rises in each deal."
    )
    figure("shuffled_flag_rate", mean(shares))


def _tell_planted(asked: Sequence[Asking]) -> None:
    skills = most_frequent(asked, SKILLS)
    noise = shuffled(asked, 0)
    found = {before: recall(noise, skills, before, recent) for before, recent in SIZES.items()}
    least = {before: _least(noise, skills, before) for before in SIZES}
    click.echo(f"\nOne topic planted among {SKILLS}, in up to 20 releases each:")
    rows = [[str(b), str(SIZES[b]), places(share), str(least[b] or "more")] for b, share in found.items()]
    table(["before", "recent", "found", f"least for {places(RECALL)}"], rows)
    figure("planted_recall", mean(list(found.values())))


def _least(asked: Sequence[Asking], topics: set[int], before: int) -> int | None:
    sizes = range(5, LARGEST)
    return next((size for size in sizes if recall(asked, topics, before, size) >= RECALL), None)


def _tell_lasting(asked: Sequence[Asking]) -> None:
    found = lifts(asked)
    click.echo("\nTwenty topics picked on a year, looked at in the half year after, over all half years:")
    rows = [
        [way, f"{each.lift:.2f}", str(each.questions), f"{each.bad - each.expected:.0f}", places(_share(*each[-2:]))]
        for way, each in found.items()
    ]
    table(["picked by", "lift", "questions", "excess", "still worse"], rows)
    if "shrunken rate" in found:
        figure("poorly_served_lift", found["shrunken rate"].lift)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
