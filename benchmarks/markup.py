"""What rendering costs: on texts made to hurt, on an ordinary one, and beside Python-Markdown.

.venv/bin/python -m benchmarks.markup
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import bleach
import markdown

from benchmarks.figures import cpu_seconds, figure, table
from community.kernel.markup import MAX_SOURCE, render
from community.kernel.markup.sanitizing import TAGS
from tests.kernel.markup.hostile import HOSTILE

GOLDEN = Path(__file__).parent.parent / "tests" / "kernel" / "markup" / "golden"
EXTENSIONS = ["fenced_code", "tables", "footnotes", "sane_lists", "codehilite"]
# Python-Markdown takes minutes for what we take in a moment, so these texts are short.
VECTORS = {"brackets": "[", "links": "[a](b", "tags": "<a ", "images": "!["}
SHORT, LONG = 1_500, 3_000
WORST_SHOWN = 12
ORDINARY_TIMES = 20

# What people type every day, and the tags that CommonMark makes of it.
EVERYDAY = {
    "a fence in a list": ("- a\n\n  ```\n  b\n  ```", ["ul", "li", "p", "pre", "code"]),
    "two spaces of nesting": ("- a\n  - b", ["ul", "li", "ul", "li"]),
    "a list with 1)": ("1) a\n2) b", ["ol", "li", "li"]),
    "a list after a line": ("a\n- b", ["p", "ul", "li"]),
}


def main() -> None:
    """Print all tables, then all figures."""
    render("```python\nloads = 'the lexer'\n```")
    worst, growth, everyday = _hostile(), _growth(), _everyday()
    ours, theirs = _ordinary()
    figure("hostile_worst_cpu", worst, "s")
    for name, (our_growth, their_growth, ratio) in growth.items():
        figure(f"growth_{name}_ours", our_growth, "times")
        figure(f"growth_{name}_python_markdown", their_growth, "times")
        figure(f"{name}_python_markdown_to_ours", ratio, "ratio")
    figure("ordinary_python_markdown_and_bleach_to_ours", theirs / ours, "ratio")
    figure("everyday_ours", everyday[0], f"of_{len(EVERYDAY)}")
    figure("everyday_python_markdown", everyday[1], f"of_{len(EVERYDAY)}")


def _theirs(source: str) -> str:
    return markdown.markdown(source, extensions=EXTENSIONS)


def _hostile() -> float:
    """CPU seconds of the hostile text that takes longest, at the greatest length that is accepted."""
    seconds = {name: cpu_seconds(partial(render, text(MAX_SOURCE))) for name, text in HOSTILE.items()}
    worst = sorted(seconds.items(), key=lambda item: -item[1])
    print(f"{len(HOSTILE)} hostile texts of {MAX_SOURCE} characters; the worst:")
    table(["text", "CPU s"], worst[:WORST_SHOWN])
    return worst[0][1]


def _growth() -> dict[str, tuple[float, float, float]]:
    """For each vector: how our time and theirs grow with twice the text, and theirs to ours."""
    rows: list[tuple[str, float, float, float, float]] = []
    for name, unit in VECTORS.items():
        short, long = (unit * (size // len(unit)) for size in (SHORT, LONG))
        ours = [cpu_seconds(partial(render, text), times=5) for text in (short, long)]
        theirs = [cpu_seconds(partial(_theirs, text)) for text in (short, long)]
        rows.append((name, ours[0], ours[1], theirs[0], theirs[1]))
    print(f"CPU seconds for {SHORT} and {LONG} characters:")
    table(["text", f"ours {SHORT}", f"ours {LONG}", f"Python-Markdown {SHORT}", f"Python-Markdown {LONG}"], rows)
    return {name: (b / a, d / c, d / b) for name, a, b, c, d in rows}


def _ordinary() -> tuple[float, float]:
    """CPU seconds for texts as people write them, sanitized: ours, and Python-Markdown with bleach."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.md"))]

    def ours() -> None:
        for text in texts:
            render(text)

    def theirs() -> None:
        for text in texts:
            bleach.clean(_theirs(text), tags=TAGS)

    seconds = [cpu_seconds(work, times=ORDINARY_TIMES) for work in (ours, theirs)]
    print(f"{len(texts)} ordinary texts, sanitized:")
    table(["by", "CPU ms"], [("ours", seconds[0] * 1_000), ("Python-Markdown and bleach", seconds[1] * 1_000)])
    return seconds[0], seconds[1]


def _everyday() -> tuple[int, int]:
    """How many everyday constructions each understands as CommonMark says."""
    rows = [
        (name, *("yes" if _tags(by(source)) == tags else "no" for by in (_our_html, _theirs)))
        for name, (source, tags) in EVERYDAY.items()
    ]
    table(["understands", "ours", "Python-Markdown"], rows)
    return sum(row[1] == "yes" for row in rows), sum(row[2] == "yes" for row in rows)


def _our_html(source: str) -> str:
    return render(source).html


def _tags(html: str) -> list[str]:
    return re.findall(r"<(?!span|div)(\w+)", html)


if __name__ == "__main__":
    main()
