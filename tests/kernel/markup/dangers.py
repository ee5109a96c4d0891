"""A judge of HTML that shares no code with what it judges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

ACTIVE_TAGS = frozenset({
    "animate", "applet", "audio", "base", "body", "button", "details", "embed", "form", "frame", "frameset",
    "head", "html", "iframe", "link", "math", "meta", "noscript", "object", "script", "select", "set", "source",
    "style", "svg", "template", "textarea", "title", "video", "xmp",
})  # fmt: skip
ADDRESS_ATTRIBUTES = frozenset(
    {"action", "background", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}
)
ACTIVE_ATTRIBUTES = frozenset({"style", "srcdoc", "srcset", "http-equiv", "autofocus", "name"})
# A browser ignores blanks and controls inside a scheme.
IGNORED = re.compile(r"[\x00-\x20]")
# Where a browser is already done with a comment, Python's parser would still swallow what follows.
EMPTY_COMMENT = re.compile(r"<!--+>|<!\[CDATA\[[^>]*>")
SCRIPT_TAGS = frozenset({"embed", "iframe", "object", "script"})
SCRIPT_ADDRESS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#user-content-)", re.IGNORECASE)


class Danger(NamedTuple):
    """One thing that must not be there, and whether it could run."""

    what: str
    is_script: bool


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Danger] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in ACTIVE_TAGS or ":" in tag:
            self.found.append(Danger(f"<{tag}>", tag in SCRIPT_TAGS))
        for name, value in attrs:
            self._judge_attribute(tag, name, value or "")

    def _judge_attribute(self, tag: str, name: str, value: str) -> None:
        address = IGNORED.sub("", value)
        is_handler = name.startswith("on")
        is_bad_address = name in ADDRESS_ATTRIBUTES and not SAFE_ADDRESS.match(address)
        is_foreign_id = name == "id" and not value.startswith("user-content-")
        is_remote_image = tag == "img" and name == "src" and not address.startswith("/media/")
        if is_handler or name in ACTIVE_ATTRIBUTES or is_bad_address or is_foreign_id or is_remote_image:
            is_script = is_handler or (is_bad_address and SCRIPT_ADDRESS.match(address) is not None)
            self.found.append(Danger(f"<{tag} {name}={value!r}>", is_script))


def scripts_in(html: str) -> list[str]:
    """Everything in `html` that could run."""
    return [danger.what for danger in _judged(html) if danger.is_script]


def dangers_in(html: str) -> list[str]:
    """Everything in `html` that could run, load from elsewhere, lead to a script or pose as the page."""
    return [danger.what for danger in _judged(html)]


def _judged(html: str) -> list[Danger]:
    judge = _Judge()
    # On a page, the next tag would close one that was left open.
    judge.feed(EMPTY_COMMENT.sub("", html) + "<p>")
    judge.close()
    return judge.found
