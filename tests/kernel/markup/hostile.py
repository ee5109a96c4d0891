"""Texts that were made to keep a parser busy: a few characters, over and over."""

from __future__ import annotations

from collections.abc import Callable

# More is not colored at all.
MOST_COLORED = 20_000
DEFINITIONS = "[a]: /x\n[^a]: y\n\n"


def _over_and_over(unit: str, before: str = "") -> Callable[[int], str]:
    return lambda size: (before + unit * (size // len(unit) + 1))[:size]


def _opened_then_closed(opening: str, closing: str, before: str = "") -> Callable[[int], str]:
    def text(size: int) -> str:
        pairs = (size - len(before)) // (len(opening) + len(closing))
        return before + opening * pairs + closing * pairs

    return text


def _many_tables(size: int) -> str:
    one = "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "x\n" * 200 + "\n"
    return (one * (size // len(one) + 1))[:size]


def _far_references(size: int) -> str:
    return ("[a]: /" + "x" * (size // 2) + "\n\n" + "[a]" * (size // 6))[:size]


def _stairs(step: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: "\n".join(step(number) for number in range(2_000))[:size]


REPEATED = (
    "[", "]", "![", "[](", "![](", "[a](b", "[a](<b", "[a][", "[a\n", "[a]: b\n", "[^a]", "[^a]: x\n\n",
    "<", "<a ", "</", "<!--", "<?", "<![CDATA[", "<a href=\"", "<http:", "&", "&#", "\\", "`", "`a ", "`` ` ",
    "*", "**", "_", "*_", "*a **a ", "**a*b", "a**b", "a*b_", "***a b_ ", "~~a", "~~ a~",
    "> ", ">", "- ", "* ", "1. ", "> - ", "- [ ] a\n", ">\n- ", "> a\n", "- a\n\n", "?\n> +\n~", "# a\n",
    "|", "|a|b\n|-|-\n", "a|b\n-|-\n", "a\n---\n", "***\n", "```\n", "~~~a\n\n", "\n", " ", "\t", "a\n",
    "@", "@a ", "@a@", "http://", "http://a ", "http://a.com ", "https://a(", "://", "a://", "www.", "www.a ",
    "mailto:", "mailto:a@", "a@b.", "a.", ":", "é", "\u202e", "😀", "\"", "(", "{",
)  # fmt: skip

HOSTILE: dict[str, Callable[[int], str]] = {
    **{repr(unit): _over_and_over(unit) for unit in REPEATED},
    "nested brackets": _opened_then_closed("[", "]"),
    "nested brackets, defined": _opened_then_closed("[", "]", DEFINITIONS),
    "nested links": _opened_then_closed("[", "](a)"),
    "nested images": _opened_then_closed("![", "](a)"),
    "nested emphasis": _opened_then_closed("*a **b ", "c** d*"),
    "references, defined": _over_and_over("[a]", DEFINITIONS),
    "brackets, defined": _over_and_over("[a][", DEFINITIONS),
    "footnotes, defined": _over_and_over("[^a]", DEFINITIONS),
    "open footnotes, defined": _over_and_over("[^", DEFINITIONS),
    "one long address, many references": _far_references,
    "one wide table": lambda size: "|a" * (size // 4 - 2) + "|\n" + "|-" * (size // 4 - 2) + "|\n",
    "tables filled up with cells": _many_tables,
    "lazy lines in deep quotes": _over_and_over("a\n", "> " * 15),
    "lazy lines in deep lists": _over_and_over("a\n", "- " * 9),
    "stairs of quotes": _stairs(lambda number: ">" * number),
    "stairs of lists": _stairs(lambda number: "  " * number + "- a"),
    "stairs of backticks": _stairs(lambda number: "`" * number + "a"),
    "stairs of footnotes": _stairs(lambda number: "    " * number + f"[^{number}]: x"),
    "code without an end": lambda size: "```go\n" + "/* a\n" * (min(size, MOST_COLORED) // 5 - 2),
    "code of blanks": lambda size: "```cpp\n" + ("\t" * 299 + "\n") * (min(size, MOST_COLORED) // 300 - 1),
    "many small codes": _over_and_over("```py\na\n```\n"),
}
