"""What it costs to find similar questions while one is typed and beside one, in communities of three sizes.

    .venv/bin/python -m benchmarks.similar [--sizes 1000,10000,100000] [--engines sqlite,postgresql]

The words are those of `benchmarks.filling`: the commonest stands in nearly every entry, as no word of a language but
its stop words does, so a real site is cheaper. What is measured is all that the page needs, with the reading of what
it shows; the time of the database server counts as its own.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from time import process_time
from typing import NamedTuple

from benchmarks.databases import database
from benchmarks.figures import figure, table
from benchmarks.filling import READER, words
from benchmarks.pages import Community, community
from community.accounts.models import Member
from community.entries import meanings
from community.kernel.db import commit, reading, session
from community.questions.models import Question
from community.questions.queries import question_for
from community.questions.similar import similar_to, similar_to_typed

ASKED = 20
TIMES = 3
WORDS = 8

Find = Callable[[Member], object]


class Costs(NamedTuple):
    """Milliseconds of the processor: the mean while one types, the dearest, the mean beside one, and by words alone."""

    typed: float
    dearest: float
    beside: float
    by_words: float


def main() -> None:
    """Print a table for each engine, then the figures of the largest community."""
    chosen = _arguments()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    worst = 0.0
    for engine in chosen.engines.split(","):
        found: dict[int, Costs] = {}
        for size in sizes:
            with database(engine) as url:
                if url:
                    found[size] = _costs(url, size)
        print(f"{engine}, milliseconds of the processor:")
        table(("entries", "typed", "dearest", "beside", "by words"), [(str(n), *costs) for n, costs in found.items()])
        for size, costs in found.items():
            figure(f"similar_typed_{engine}_{size}_ms", costs.typed, "ms")
            figure(f"similar_beside_{engine}_{size}_ms", costs.beside, "ms")
            figure(f"similar_words_{engine}_{size}_ms", costs.by_words, "ms")
        worst = max(worst, *(max(costs.typed, costs.beside) for costs in found.values()))
    figure("similar_ms", worst, "ms")


def _costs(url: str, size: int) -> Costs:
    with community(url, size, _say) as site, site.app.app_context():
        site.app.config["MEANING"] = "auto"
        for _written in meanings.rewrite() if meanings.is_on() else ():
            commit()
        meanings.OVERLAP = timedelta()  # as it is half a minute later, when nothing has to be read twice any more
        with reading():
            typed, beside = _milliseconds(site, list(_typed())), _milliseconds(site, list(_beside()))
            site.app.config["MEANING"] = "off"
            by_words = _milliseconds(site, list(_typed()))
    return Costs(_mean(typed), max(typed), _mean(beside), _mean(by_words))


def _milliseconds(site: Community, finds: Sequence[Find]) -> list[float]:
    """What each costs once all is warm: the least of a few times, because whatever else runs can only add to it."""
    return [min(_once(site, find) for _time in range(TIMES + 1)) for find in finds]


def _once(site: Community, find: Find) -> float:
    session().rollback()
    member = session().get_one(Member, READER)
    server, ours = site.server_seconds(), process_time()
    find(member)
    return (process_time() - ours + site.server_seconds() - server) * 1000


def _typed() -> Iterator[Find]:
    """Questions of words that are used as unevenly as those of a language."""
    chance, vocabulary = Random(5), words()
    for _number in range(ASKED):
        ranks = [min(int(chance.paretovariate(0.7)) - 1, len(vocabulary) - 1) for _word in range(WORDS)]
        title = " ".join(vocabulary[rank] for rank in ranks)
        yield partial(similar_to_typed, title=title)


def _beside() -> Iterator[Find]:
    ids = list(session().scalars(session().query(Question.entry_id).order_by(Question.entry_id).statement))
    for question_id in Random(7).sample(ids, ASKED):
        yield partial(_asked, question_id=question_id)


def _asked(member: Member, question_id: int) -> object:
    question = question_for(member, question_id)
    return similar_to(member, question) if question is not None else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What it costs to find similar questions.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--engines", default="sqlite,postgresql")
    return parser.parse_args()


def _say(line: str) -> None:
    print(f"  {line}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
