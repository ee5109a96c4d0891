"""Addresses that members type without any markup: https://…, www.… and mailto:…."""

from __future__ import annotations

import re

from linkify_it import LinkifyIt
from markdown_it.rules_inline import StateInline

# Longer ones exist, but scanning for them would let a hostile text take quadratic time.
MAX_ADDRESS = 2_048
LONGEST_START = 7
LINK_STEPS = 4
WWW = "www"
STARTS = {
    ":": re.compile(r"(?:^|[^a-z0-9+.\-])(https?|mailto)$", re.IGNORECASE),
    ".": re.compile(r"(?:^|[^a-z0-9+.\-])(www)$", re.IGNORECASE),
}
# These close an emphasis around the address far more often than they belong to it.
CLOSING_MARKS = "*_~"

_linkify = LinkifyIt()


def bare_link(state: StateInline, silent: bool) -> bool:
    """An inline rule: link an address at whose first colon or dot the parser stands."""
    before = STARTS.get(state.src[state.pos])
    if before is None or state.linkLevel > 0:
        return False
    start = before.search(state.src[max(0, state.pos - LONGEST_START) : state.pos])
    if start is None or not (silent or state.pending.endswith(start[1])):
        return False

    address = _address_at(state, state.pos - len(start[1]), start[1].lower())
    if not address:
        return False
    state.env["work"].spend(LINK_STEPS)
    if not silent:
        state.pending = state.pending[: -len(start[1])]
        _push_link(state, address)
    state.pos += len(address) - len(start[1])
    return True


def _address_at(state: StateInline, start: int, scheme: str) -> str:
    """The address that begins at `start`, or nothing; how it ends is linkify's knowledge."""
    window = state.src[start : min(state.posMax, start + MAX_ADDRESS)]
    if scheme == WWW:
        length = _linkify.test_schema_at("//" + window, "http:", 0) - len("//")
    else:
        rest = len(scheme) + 1
        length = rest + (_linkify.test_schema_at(window, scheme + ":", rest) or -rest)
    address = window[: max(length, 0)].rstrip(CLOSING_MARKS)
    return address if len(address) > len(scheme) + 1 else ""


def _push_link(state: StateInline, address: str) -> None:
    href = address if ":" in address[:LONGEST_START] else "http://" + address
    link = state.push("link_open", "a", 1)
    link.attrs = {"href": state.md.normalizeLink(href)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
