"""What searching costs at several sizes on both engines, beside tantivy and Whoosh in the same run.

    .venv/bin/python -m benchmarks.searching [--sizes 1000,10000,100000] [--engines sqlite,postgresql]

Milliseconds of the processor, the database server's with ours, each the mean of twenty searches (`asked` says of
which words) by a member who may see nine entries of ten. A million entries are `--sizes 1000000`, and take long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks import similar
from benchmarks.asking import Cost
from benchmarks.choosing import choices, say
from benchmarks.databases import database
from benchmarks.figures import figure, table
from benchmarks.pages import Community, community
from benchmarks.searching.asked import ALL_WORDS, COMPARED, searches
from benchmarks.searching.documents import Document, documents
from benchmarks.searching.product import adding_cost, routing_cost, search_costs
from benchmarks.searching.yardsticks import ADDING, costs, yardsticks

AIMED = 100_000
"""Entries that the aims speak of, at the most."""

TYPING, BESIDE, ROUTING = "similar while one types", "similar beside a question", "whom to ask"
Columns = dict[str, dict[str, Cost]]


def main() -> None:
    """Print a table for each size, then all figures."""
    chosen = choices("What searching costs.", sizes="1000,10000,100000").parse_args()
    engines = chosen.engines.split(",")
    found: dict[int, Columns] = {}
    for size in map(int, chosen.sizes.split(",")):
        found[size] = dict(_columns(size, engines))
        print(f"{size} entries, milliseconds of the processor:")
        table(("", *found[size]), _rows(found[size]))
    for size, columns in found.items():
        _figures(size, columns)
    aimed = max((size for size in found if size <= AIMED), default=0)
    if aimed:
        _aims(found[aimed], [engine for engine in engines if engine in found[aimed]])


def _columns(size: int, engines: Sequence[str]) -> Iterator[tuple[str, dict[str, Cost]]]:
    """What each of our engines costs, then each yardstick."""
    written: list[Document] = []
    for engine in engines:
        with database(engine) as url:
            if url:
                with community(url, size, say) as site:
                    yield engine, _costs(site)
                    written = _written(site)
    asked = searches(written)
    for name, make in yardsticks(size):
        say(name)
        yield name, costs(make, written, asked)


def _costs(site: Community) -> dict[str, Cost]:
    found = search_costs(site, searches(_written(site)))
    alike = similar.costs(site)
    return found | {
        TYPING: alike.typed,
        BESIDE: alike.beside,
        ROUTING: routing_cost(site),
        ADDING: adding_cost(site),
    }


def _written(site: Community) -> list[Document]:
    with site.app.app_context():
        return documents()


def _rows(columns: Columns) -> list[list[str | float]]:
    names = dict.fromkeys(name for column in columns.values() for name in column)
    return [[name, *(column[name].mean if name in column else "" for column in columns.values())] for name in names]


def _figures(size: int, columns: Columns) -> None:
    for engine, column in columns.items():
        for name, cost in column.items():
            words = re.sub(r"\W+", "_", name)
            figure(f"{words}_{engine.lower()}_{size}_ms", cost.mean, "ms")
            figure(f"{words}_{engine.lower()}_{size}_dearest_ms", cost.dearest, "ms")


def _aims(columns: Columns, engines: Sequence[str]) -> None:
    """The worst that counts, on any of our engines."""
    for engine in engines:
        figure(f"search_{engine}_ms", max(columns[engine][sort].mean for sort in ALL_WORDS), "ms")

    def worst(*names: str) -> float:
        return max(columns[engine][name].mean for engine in engines for name in names)

    figure("search_ms", worst(*ALL_WORDS), "ms")
    if tantivy := columns.get("tantivy"):
        figure("search_vs_tantivy", max(worst(sort) / tantivy[sort].mean for sort in COMPARED), "times")
    figure("index_add_ms", worst(ADDING), "ms")
    figure("similar_ms", worst(TYPING, BESIDE), "ms")
    figure("routing_ms", worst(ROUTING), "ms")


if __name__ == "__main__":
    main()
