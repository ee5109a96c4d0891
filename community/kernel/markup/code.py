"""Code in color, by classes that `static/css/code.css` knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from io import StringIO
from time import thread_time
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_all_lexers, get_lexer_by_name

Piece = TypeVar("Piece")

CLASS_PREFIX = "hl-"
# Characters that one text may have colored; what follows stays plain.
MAX_COLORED = 20_000
LEAST_COST = 200
# Some lexers take quadratic time on long lines and on comments or strings that never end.
MAX_LINE = 300
MAX_SECONDS = 0.25
LANGUAGES = frozenset({
    "awk", "bash", "batch", "c", "clojure", "console", "cpp", "csharp", "css", "dart", "diff", "docker",
    "elixir", "fsharp", "go", "graphql", "haskell", "html", "http", "ini", "java", "javascript",
    "json", "julia", "kotlin", "lua", "make", "matlab", "nginx", "perl", "php", "powershell", "pycon",
    "python", "r", "ruby", "rust", "scala", "scss", "sql", "swift", "tex", "toml", "typescript", "vbnet",
    "xml", "yaml",
})  # fmt: skip


@dataclass(slots=True)
class Share:
    """What one text may still cost in characters and in seconds of the processor."""

    characters: int = MAX_COLORED
    seconds: float = MAX_SECONDS


class ShareUsedUp(Exception):
    """The rest of the text stays plain."""


def add_to(parser: MarkdownIt) -> None:
    """Let `parser` color fenced code in the languages that it knows."""
    parser.add_render_rule("fence", render_fence)
    parser.add_render_rule("code_block", render_code_block)


def render_fence(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType
) -> str:
    """Fenced code: colored if its language is known and the text's share is not used up."""
    code = tokens[index].content
    language = _language(tokens[index].info)
    colored = _colored(code, language, env.setdefault("share_of_color", Share())) if language else None
    return _box(escape(code)) if colored is None else _box(colored, f' class="language-{language}"')


def render_code_block(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """Indented code, which names no language."""
    return _box(escape(tokens[index].content))


def _box(code: str, attributes: str = "") -> str:
    """Code in a box that scrolls by itself, which the keyboard can reach."""
    return f'<pre tabindex="0"><code{attributes}>{code}</code></pre>\n'


def _colored(code: str, language: str, share: Share) -> str | None:
    """`code` as HTML in color, or None where that would cost too much."""
    share.characters -= max(len(code), LEAST_COST)
    if share.characters < 0 or max(map(len, code.split("\n"))) > MAX_LINE:
        return None
    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    colored = StringIO()
    try:
        _FORMATTER.format(_within_share(lexer.get_tokens(code), share), colored)
    except ShareUsedUp:
        return None
    return colored.getvalue()


def _within_share(pieces: Iterable[Piece], share: Share) -> Iterator[Piece]:
    """`pieces` as long as the processor's time for them lasts."""
    last = thread_time()
    for piece in pieces:
        now = thread_time()
        share.seconds, last = share.seconds - (now - last), now
        if share.seconds < 0:
            raise ShareUsedUp
        yield piece


def _language(info: str) -> str | None:
    """The language that the words after a fence begin with, if we color it."""
    name = info.strip().lower().split(maxsplit=1)[:1]
    return _languages().get(name[0]) if name else None


_FORMATTER: HtmlFormatter[str] = HtmlFormatter(nowrap=True, classprefix=CLASS_PREFIX)


@cache
def _languages() -> dict[str, str]:
    """Every name of every language that we color, with the one that we call it by."""
    return {
        alias: language
        for _title, aliases, _files, _types in get_all_lexers(plugins=False)
        for language in LANGUAGES.intersection(aliases)
        for alias in aliases
    }
