"""What a page says about itself: its title first of all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import etree

from community.bookmarks.charset import text_of_page
from community.bookmarks.saved_link import one_line, several_lines

LONGEST_TITLE = 300
LONGEST_DESCRIPTION = 1000
LONGEST_SITE_NAME = 120
LONGEST_LANGUAGE = 10

# Marks that reverse or hide the letters beside them, by which a title could pass for another one.
_DECEPTIVE = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "twitter:description", "description")
_SITE_NAMES = ("og:site_name", "application-name")
_LANGUAGES = ("content-language", "og:locale")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Each is one line, bounded, and empty when the page does not say it.

    Attributes:
        language: a language tag such as `en` or `pt-BR` (BCP 47).
        site_name: the page's name for its site, or else the host.
    """

    title: str = ""
    description: str = ""
    language: str = ""
    site_name: str = ""


def page_facts(body: bytes, charset: str | None, url: str) -> PageFacts:
    """Read a page, or the beginning of one, for its title and what goes with it.

    Args:
        charset: the one that the header names, if any.
        url: where the page is; its host names the site when the page does not.

    Never raises: a page that cannot be read says nothing.
    """
    root = _tree(text_of_page(body, charset))
    said = _meta(root)
    return PageFacts(
        title=_first(said, _TITLES, LONGEST_TITLE) or _shortened(_title(root), LONGEST_TITLE),
        description=_first(said, _DESCRIPTIONS, LONGEST_DESCRIPTION),
        language=_language(root, said),
        site_name=_first(said, _SITE_NAMES, LONGEST_SITE_NAME) or _host(url)[:LONGEST_SITE_NAME],
    )


def _tree(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        return etree.fromstring(several_lines(text).encode("utf-8"), parser)
    except etree.LxmlError:
        return None


def _meta(root: etree._Element | None) -> dict[str, str]:
    """The first content of each `<meta>` by its name in lower case."""
    said: dict[str, str] = {}
    for element in root.iter("meta") if root is not None else ():
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        content = _plain(element.get("content") or "")
        if content:
            said.setdefault(name.strip().lower(), content)
    return said


def _title(root: etree._Element | None) -> str:
    for element in root.iter("title") if root is not None else ():
        if next(element.iterancestors("svg"), None) is None:  # a drawing has a title of its own
            title = _plain("".join(element.itertext()))
            if title:
                return title
    return ""


def _language(root: etree._Element | None, said: dict[str, str]) -> str:
    on_page = [root.get(name) for name in ("lang", "xml:lang", _XML_LANG)] if root is not None else []
    tags = (_tag(name) for name in (*on_page, *map(said.get, _LANGUAGES)) if name)
    return next(filter(None, tags), "")


def _tag(name: str) -> str:
    """`name` as a language tag in its usual capitals (RFC 5646, section 2.1.1), or nothing."""
    name = name.partition(",")[0].strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(name):
        return ""
    language, *parts = name.lower().split("-")
    capitals = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts]
    whole = "-".join([language, *capitals])
    return whole if len(whole) <= LONGEST_LANGUAGE else language


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _first(said: dict[str, str], names: tuple[str, ...], limit: int) -> str:
    return _shortened(next((said[name] for name in names if name in said), ""), limit)


def _plain(text: str) -> str:
    return one_line(_DECEPTIVE.sub("", unicodedata.normalize("NFC", text)))


def _shortened(text: str, limit: int) -> str:
    """`text`, cut at a word where it is too long."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    words, _space, _rest = cut.rpartition(" ")
    return (words if len(words) > limit // 2 else cut).rstrip() + "…"
