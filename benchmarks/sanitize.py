"""What gets past a sanitizer, in which order of rendering and sanitizing, and what it costs.

.venv/bin/python -m benchmarks.sanitize
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.metadata import metadata
from pathlib import Path

import bleach
import markdown

from benchmarks.figures import cpu_seconds, figure, table
from community.kernel.markup import render
from community.kernel.markup.sanitizing import ATTRIBUTES, TAGS, sanitized
from tests.kernel.markup.dangers import dangers_in, scripts_in
from tests.kernel.markup.payloads import PAYLOADS

GOLDEN = Path(__file__).parent.parent / "tests" / "kernel" / "markup" / "golden"
TIMES = 30


def main() -> None:
    """Print both tables, then all figures."""
    through = _let_through()
    times_slower = _cost()
    status = [line for line in metadata("bleach").get_all("Classifier") or () if "Status" in line]
    print(f"bleach {metadata('bleach')['Version']} says of itself: {', '.join(status)}\n")
    figure("payloads", len(PAYLOADS), "texts")
    for name, (scripts, dangers) in through.items():
        figure(f"scripts_{name}", scripts, f"of_{len(PAYLOADS)}")
        figure(f"dangers_{name}", dangers, f"of_{len(PAYLOADS)}")
    figure("bleach_to_nh3_cpu", times_slower, "ratio")


def _let_through() -> dict[str, tuple[int, int]]:
    """How many payloads end as something that could run, and as anything that must not be there."""
    html = {name: [way(payload) for payload in PAYLOADS] for name, way in WAYS.items()}
    found = {
        name: (sum(map(bool, map(scripts_in, texts))), sum(map(bool, map(dangers_in, texts))))
        for name, texts in html.items()
    }
    print(f"Of {len(PAYLOADS)} attacks, judged by a parser that belongs to none of them:")
    table(["way", "could run", "must not be there"], [(name, *counts) for name, counts in found.items()])
    return found


def _cost() -> float:
    """How many times the processor's time of nh3 bleach takes for the same HTML and the same tags."""
    html = "".join(render(path.read_text(encoding="utf-8")).html for path in sorted(GOLDEN.glob("*.md")))
    ours = cpu_seconds(partial(sanitized, html), times=TIMES)
    theirs = cpu_seconds(partial(_by_bleach, html), times=TIMES)
    table(["sanitizes", "CPU ms"], [("nh3", ours * 1_000), ("bleach", theirs * 1_000)])
    return theirs / ours


def _by_bleach(html: str) -> str:
    cleaned: str = bleach.clean(html, tags=TAGS, attributes={tag: list(names) for tag, names in ATTRIBUTES.items()})
    return cleaned


def _by_markdown(source: str) -> str:
    return markdown.markdown(source, extensions=["fenced_code", "tables", "footnotes"])


WAYS: dict[str, Callable[[str], str]] = {
    "ours": lambda source: render(source).html,
    "rendered_then_nh3": lambda source: sanitized(_by_markdown(source)),
    "rendered_then_bleach": lambda source: _by_bleach(_by_markdown(source)),
    "nh3_then_rendered": lambda source: _by_markdown(sanitized(source)),
    "bleach_then_rendered": lambda source: _by_markdown(_by_bleach(source)),
    "rendered_only": _by_markdown,
}

if __name__ == "__main__":
    main()
