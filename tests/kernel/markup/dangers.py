"""A judge of HTML that shares no code with what it judges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

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
SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?![/\\])|#user-content-)", re.IGNORECASE)


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in ACTIVE_TAGS or ":" in tag:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._judge_attribute(tag, name, value or "")

    def _judge_attribute(self, tag: str, name: str, value: str) -> None:
        address = IGNORED.sub("", value)
        is_bad_address = name in ADDRESS_ATTRIBUTES and not SAFE_ADDRESS.match(address)
        is_foreign_id = name == "id" and not value.startswith("user-content-")
        is_remote_image = tag == "img" and name == "src" and not address.startswith("/media/")
        if name.startswith("on") or name in ACTIVE_ATTRIBUTES or is_bad_address or is_foreign_id or is_remote_image:
            self.found.append(f"<{tag} {name}={value!r}>")


def dangers_in(html: str) -> list[str]:
    """Everything in `html` that could run, load from elsewhere, lead to a script or pose as the page."""
    judge = _Judge()
    # On a page, the next tag would close one that was left open.
    judge.feed(EMPTY_COMMENT.sub("", html) + "<p>")
    judge.close()
    return judge.found
