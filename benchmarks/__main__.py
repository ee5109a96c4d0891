"""`make bench`: what every kind of page costs, on both engines, small and large."""

from __future__ import annotations

import re

from benchmarks.choosing import choices, say
from benchmarks.databases import database
from benchmarks.figures import figure, table
from benchmarks.pages import Cost, Page, bare_view, community, measure, pages, rows_of

HEADS = ("page", "CPU ms", "server ms", "x bare view", "queries", "bytes", "status")


def main() -> None:
    """Measure, print a table for each community, and end in figures."""
    parser = choices("What every kind of page costs.", sizes="1000,100000")
    parser.add_argument("--rounds", type=int, default=40)
    chosen = parser.parse_args()
    sizes = [int(size) for size in chosen.sizes.split(",")]
    found: dict[tuple[str, int], list[tuple[Page, Cost]]] = {}
    bare = bare_view(chosen.rounds)
    print(f"A bare Flask view that returns a string: {bare:.3f} ms\n")
    for engine in chosen.engines.split(","):
        for size in sizes:
            with database(engine) as url:
                if url:
                    found[engine, size] = _costs(engine, size, url, chosen.rounds, bare)
    _figures(found, sizes, bare)


def _costs(engine: str, size: int, url: str, rounds: int, bare: float) -> list[tuple[Page, Cost]]:
    print(f"{engine}, {size} entries", flush=True)
    with community(url, size, say) as site:
        costs = [(page, measure(site, page, rounds)) for page in pages(site)]
    table(HEADS, rows_of(costs, bare))
    return costs


def _figures(found: dict[tuple[str, int], list[tuple[Page, Cost]]], sizes: list[int], bare: float) -> None:
    growths = []
    for (engine, size), costs in found.items():
        for number, (page, cost) in enumerate(costs):
            total = cost.cpu_ms + cost.server_ms
            figure(f"{_name(page)}_{engine}_{size}_ratio", total / bare, "times_a_bare_view")
            small = found.get((engine, sizes[0]))
            if size == sizes[-1] and small and len(sizes) > 1:
                growth = total / (small[number][1].cpu_ms + small[number][1].server_ms)
                figure(f"{_name(page)}_{engine}_growth", growth, "times")
                if page.grows:
                    growths.append(growth)
    figure("bare_view_ms", bare, "ms")
    figure("queries_max", max(cost.queries for costs in found.values() for _page, cost in costs), "queries")
    if growths:
        figure("growth_max", max(growths), "times")


def _name(page: Page) -> str:
    words = re.sub(r"\W+", "_", page.name)
    return f"{words}_member" if page.is_member else words


if __name__ == "__main__":
    main()
