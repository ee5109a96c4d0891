"""Addresses and words as they have to be outside of our own pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urljoin, urlsplit

from community.feeds.items import Item

# One of these in one title would make the whole feed unreadable for everybody (XML 1.0, section 2.2).
_never_in_xml = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_local = re.compile(r"""(\s(?:href|src)=")(/[^/"][^"]*|/|#[^"]*)(")""")


# What may stand in an address (RFC 3986), and what was quoted before.
SAID_AS_IT_IS = "/?#%:@!$&'()*+,;=~"


@dataclass(frozen=True)
class Places:
    """Where a feed stands, for those who read it elsewhere.

    Attributes:
        site: the address of the site, such as https://learn.example.org.
        own_path: where this very feed is served, without any secret.
        changed_at: when anything in it last changed.
        hub: the WebSub hub that tells of what is new, where there is one.
    """

    site: str
    own_path: str
    changed_at: datetime
    hub: str = ""

    @property
    def own_address(self) -> str:
        """The full address of this very feed."""
        return self.site + self.own_path

    @property
    def name(self) -> str:
        """What the feed is called for ever, in whatever form."""
        path, _question, query = self.own_path.partition("?")
        return tag_uri(self.site, f"feed{path}" + (f"?{query}" if query else ""))

    def address(self, path: str) -> str:
        """The full address of a page of ours."""
        return urljoin(self.site + "/", quote(path, safe=SAID_AS_IT_IS))

    def html_of(self, item: Item) -> str:
        """What stands in `item`, with its links as they have to be outside of our own pages."""
        own = self.address(item.path)

        def full(found: re.Match[str]) -> str:
            target = found.group(2)
            return found.group(1) + (own if target.startswith("#") else self.site) + target + found.group(3)

        return _local.sub(full, clean(item.html))


def tag_uri(site: str, key: str) -> str:
    """A name that stays the same for ever (RFC 4151); the year says when the scheme was chosen."""
    return f"tag:{urlsplit(site).hostname},2026:{key}"


def clean(text: str) -> str:
    """`text` without what no XML may hold; no other form misses it."""
    return _never_in_xml.sub("", text)


def title_of(item: Item) -> str:
    """What `item` is called; what has no title is called by its beginning."""
    return clean(item.title).strip() or clean(item.summary)[:80].strip() or "…"
