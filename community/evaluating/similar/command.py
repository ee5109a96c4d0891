"""`flask evaluate similar`: how many duplicates the form for asking would have shown to who asked them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from community.entries import meanings
from community.evaluating.similar.asking import Found, found_for
from community.evaluating.similar.measuring import best_weights, hits, measures, ways
from community.evaluating.similar.replay import marks_of
from community.evaluating.sites import imported_site
from community.evaluating.statistics import difference, mean

HEADS = ("hit@5", "hit@10", "nDCG@10", "R@100")
FEW = 300
"""With fewer questions than this the interval is wider than what the ways differ by."""


@click.command("similar")
@click.argument("dump", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--database", help="Where to keep the imported site for the next time; nowhere by default.")
def similar(dump: Path, database: str | None) -> None:
    """Measure similar questions on the duplicates of the site in DUMP, each asked in its own time."""
    with imported_site(dump, database=database):
        found = []
        for each in found_for(marks_of(dump)):
            found.append(each)
            if len(found) % 100 == 0:
                click.echo(f"{len(found)} questions", err=True)
        _tell(found, has_meaning=meanings.is_on())


def _tell(found: Sequence[Found], *, has_meaning: bool) -> None:
    half = len(found) // 2
    first, second = found[:half], found[half:]
    click.echo(f"{len(found)} duplicates of an earlier question; each sees only what was there before it.")
    if len(second) < FEW:
        click.echo(f"Only {len(second)} of them are measured: take differences for chance unless they are very large.")
    if not has_meaning:
        click.echo(
            "The packages for meaning are not installed, or it is off: the lines with meaning are those of words."
        )
    _tell_ways("first half", first)
    _tell_ways("second half, held out", second)
    for way in ("both lanes, words", "both lanes, + meaning") if first else ():
        weights, share = best_weights(first, way)
        held_out = mean(hits(ways(weights)[way], second))
        click.echo(f"{way}, best on the first half: {weights}, {share:.3f} hits; on the second {held_out:.3f}.")
    _tell_figures(second)


def _tell_ways(name: str, found: Sequence[Found]) -> None:
    click.echo(f"\n{name}, {len(found)} questions")
    click.echo(f"{'':26}" + "".join(head.rjust(9) for head in HEADS))
    for way, finds in ways().items():
        click.echo(f"{way:26}" + "".join(f"{value:9.3f}" for value in measures(finds, found)))


def _tell_figures(found: Sequence[Found]) -> None:
    every = ways()
    ours = hits(every["both lanes, + meaning"], found)
    click.echo()
    for other in ("any stem (BM25)", "telling words + meaning", "lane C, + meaning", "both lanes, words"):
        interval = difference(ours, hits(every[other], found))
        said = f"{interval.mean:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"
        click.echo(f"both lanes, + meaning, beside {other}: {said} hits")
    marked = [value for value, each in zip(ours, found, strict=True) if each.asked.was_marked]
    unmarked = [value for value, each in zip(ours, found, strict=True) if not each.asked.was_marked]
    gain, recall = measures(every["lane C, + meaning"], found)[2:]
    for name, value in (
        ("similar_hit", mean(ours)),
        ("similar_hit_words", mean(hits(every["both lanes, words"], found))),
        ("similar_hit_marked", mean(marked)),
        ("similar_hit_unmarked", mean(unmarked)),
        ("similar_ndcg10", gain),
        ("similar_recall100", recall),
    ):
        click.echo(f"figure {name} {value:.4f}")
    click.echo(f"figure similar_questions {len(found)} ({len(marked)} marked before, {len(unmarked)} not)")
