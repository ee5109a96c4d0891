"""What it costs to find similar questions while one is typed and beside one, in communities of three sizes.

    .venv/bin/python -m benchmarks.similar [--sizes 1000,10000,100000] [--engines sqlite,postgresql]

The words are those of `benchmarks.filling`: the commonest stands in nearly every entry, as no word of a language but
its stop words does, so a real site is cheaper. What is measured is all that the page needs, with the reading of what
it shows; the time of the database server counts as its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from random import Random
from typing import NamedTuple

from benchmarks.asking import Ask, Cost, cost
from benchmarks.choosing import choices, say
from benchmarks.databases import database
from benchmarks.figures import figure, table
from benchmarks.filling import Scribe, words
from benchmarks.pages import Community, community
from community.accounts.models import Member
from community.entries import meanings
from community.kernel.db import commit, reading, session
from community.questions.models import Question
from community.questions.queries import question_for
from community.questions.similar import similar_to, similar_to_typed

ASKED = 20
WORDS = 8


class Costs(NamedTuple):
    """What it costs while one types, beside a question, and while one types without meaning."""

    typed: Cost
    beside: Cost
    by_words: Cost


def main() -> None:
    """Print a table for each engine, then the figures of the largest community."""
    chosen = choices("What it costs to find similar questions.", sizes="1000,10000,100000").parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    worst = 0.0
    for engine in chosen.engines.split(","):
        found: dict[int, Costs] = {}
        for size in sizes:
            with database(engine) as url:
                if url:
                    with community(url, size, say) as site:
                        found[size] = costs(site)
        print(f"{engine}, milliseconds of the processor:")
        rows = [(str(n), c.typed.mean, c.typed.dearest, c.beside.mean, c.by_words.mean) for n, c in found.items()]
        table(("entries", "typed", "dearest", "beside", "by words"), rows)
        for size, each in found.items():
            figure(f"similar_typed_{engine}_{size}_ms", each.typed.mean, "ms")
            figure(f"similar_beside_{engine}_{size}_ms", each.beside.mean, "ms")
            figure(f"similar_words_{engine}_{size}_ms", each.by_words.mean, "ms")
        worst = max([worst, *(max(each.typed.mean, each.beside.mean) for each in found.values())])
    figure("similar_ms", worst, "ms")


def costs(site: Community) -> Costs:
    """What it costs in the community of `site`, with what its questions mean written down first."""
    with site.app.app_context():
        site.app.config["MEANING"] = "auto"
        for _written in meanings.rewrite() if meanings.is_on() else ():
            commit()
        meanings.OVERLAP = timedelta()  # as it is half a minute later, when nothing has to be read twice any more
        with reading():
            typed, beside = cost(site, list(_typed())), cost(site, list(_beside()))
            site.app.config["MEANING"] = "off"
            return Costs(typed, beside, cost(site, list(_typed())))


def _typed() -> Iterator[Ask]:
    """Questions of words that are used as unevenly as those of the entries."""
    scribe = Scribe(Random(5), words())
    for _number in range(ASKED):
        yield partial(similar_to_typed, title=" ".join(scribe.words(WORDS)))


def _beside() -> Iterator[Ask]:
    ids = list(session().scalars(session().query(Question.entry_id).order_by(Question.entry_id).statement))
    for question_id in Random(7).sample(ids, ASKED):
        yield partial(_asked, question_id=question_id)


def _asked(member: Member, question_id: int) -> object:
    question = question_for(member, question_id)
    return similar_to(member, question) if question is not None else None


if __name__ == "__main__":
    main()
