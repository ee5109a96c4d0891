"""Where a member's text may lead, and what an image of it may load."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from community.kernel.markup.plain_text import inline_text

SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})
# A second slash or backslash would lead to another host.
SITE_PATH = re.compile(r"/(?![/\\])")
OWN_IMAGE = re.compile(r"/media/(?!.*(?:\.|%2e){2})[\w./%-]+", re.ASCII | re.IGNORECASE)
# Pictures in texts carry their size in their name, so that a page does not jump when one arrives.
SIZED_IMAGE = re.compile(r"/media/images/[0-9a-f]+-(\d{1,5})x(\d{1,5})\.webp", re.ASCII)
OUTSIDE_REL = "nofollow ugc noopener"


def has_allowed_scheme(address: str) -> bool:
    """Whether `address` names no scheme at all, or one that a link may have."""
    scheme = SCHEME.match(address.strip())
    return scheme is None or scheme[1].lower() in ALLOWED_SCHEMES


def may_link_to(address: str) -> bool:
    """Whether a link may lead to `address`: the web, a mailbox, or a path of this site."""
    if SCHEME.match(address):
        return has_allowed_scheme(address)
    return SITE_PATH.match(address) is not None


def is_own_image(address: str) -> bool:
    """Whether `address` is an image that this site keeps, so that loading it tells nobody."""
    return OWN_IMAGE.fullmatch(address) is not None


def settle_links(state: StateCore) -> None:
    """A rule after the parsing: mark links that leave the site, loosen the bad, tame the images."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_settled(token.children))


def _settled(tokens: list[Token]) -> Iterator[Token]:
    """`tokens` with every link and image as it may be shown."""
    open_links: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            open_links.append(may_link_to(str(token.attrs["href"])))
            yield from [_marked(token)] if open_links[-1] else []
        elif token.type == "link_close":
            yield from [token] if open_links.pop() else []
        elif token.type == "image":
            yield from _image(token, is_linked=any(open_links))
        else:
            yield token


def _marked(link: Token) -> Token:
    if str(link.attrs["href"])[:4].lower() == "http":
        link.attrs["rel"] = OUTSIDE_REL
    return link


def _image(image: Token, *, is_linked: bool) -> list[Token]:
    """The image itself if it is ours; else a link to it, for loading it would report the reader."""
    address, alt = str(image.attrs["src"]), inline_text(image.children or [])
    if is_own_image(address):
        image.attrs |= {"alt": alt, "loading": "lazy"} | _size_of(address)
        return [image]
    text = Token("text", "", 0, content=alt or address)
    if is_linked or not may_link_to(address):
        return [text]
    return [
        _marked(Token("link_open", "a", 1, attrs={"href": address})), text, Token("link_close", "a", -1),
    ]  # fmt: skip


def _size_of(address: str) -> dict[str, str]:
    size = SIZED_IMAGE.fullmatch(address)
    return {"width": size[1], "height": size[2]} if size else {}
