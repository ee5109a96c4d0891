"""People who are called by their @name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from community.kernel.markup.links import may_link_to

# Each known name is a look-up for whoever renders, and each mention a notification.
MAX_MENTIONS = 50
NAME = re.compile(r"@([a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?)(?![a-z0-9@]|/\w)", re.IGNORECASE | re.ASCII)
# In the middle of a word, an address or a path, an @ calls nobody.
INSIDE_SOMETHING = re.compile(r"[^\W_]|[@/.+=&:-]")


def mention(state: StateInline, silent: bool) -> bool:
    """An inline rule: a person's @name, linked to the page that `env["link_mention"]` knows for it."""
    found = NAME.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "@" else None
    if found is None or state.linkLevel > 0 or _is_inside_something(state):
        return False
    path = _path(state, found[1].lower())
    if path is None:
        return False
    if not silent:
        token = state.push("mention", "a", 0)
        token.content, token.meta = found[0], {"name": found[1].lower()}
        token.attrs = {"href": path, "class": "mention"} if path else {}
    state.pos = found.end()
    return True


def mentioned_in(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The usernames mentioned in `tokens`, in lower case, each once, in the order of reading."""
    return tuple(dict.fromkeys(_names(tokens)))


def render_mention(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    """A link to the person's page, or the name as it was typed."""
    token = tokens[index]
    return f"<a{renderer.renderAttrs(token)}>{token.content}</a>" if token.attrs else token.content


def _names(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "mention":
            yield token.meta["name"]
        elif token.type == "inline":
            yield from _names(token.children or ())


def _is_inside_something(state: StateInline) -> bool:
    return state.pos > 0 and INSIDE_SOMETHING.match(state.src[state.pos - 1]) is not None


def _path(state: StateInline, name: str) -> str | None:
    """The path of the person called `name`: None if nobody is, empty if there is nobody to ask."""
    link_mention: Callable[[str], str | None] | None = state.env.get("link_mention")
    paths: dict[str, str | None] = state.env.setdefault("mention_paths", {})
    if name not in paths and len(paths) < MAX_MENTIONS:
        paths[name] = link_mention(name) if link_mention else ""
    path = paths.get(name)
    return path if not path or may_link_to(path) else None
