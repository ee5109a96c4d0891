"""Which elements mean what, and what a single element says about itself."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin

from lxml import etree

from community.kernel.i18n import _
from community.portability.html_to_markdown.tokens import Mark

_BLOCKS_BUT_LISTS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li listing main nav p pre section summary "
    "table tbody td tfoot th thead tr xmp"
)
_WITHOUT_WORDS = (
    "applet area base button canvas datalist frame head input link map meta noframes noscript object param "
    "script select style svg template textarea title"
)

LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
BLOCKS: Final = LISTS.union(_BLOCKS_BUT_LISTS.split())
DROPPED: Final = frozenset(_WITHOUT_WORDS.split())
MARKS: Final = {
    "b": Mark.STRONG,
    "strong": Mark.STRONG,
    "i": Mark.EMPHASIS,
    "em": Mark.EMPHASIS,
    "cite": Mark.EMPHASIS,
    "s": Mark.STRIKE,
    "del": Mark.STRIKE,
    "strike": Mark.STRIKE,
}

_ALLOWED_SCHEMES: Final = re.compile(r"https?://|mailto:", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"(?:^|\s)(?:lang-|language-|highlight-source-|brush:\s*)([\w+#.-]+)")
_NO_LANGUAGE: Final = frozenset({"none", "default", "plain", "text", "nohighlight"})

_RAISED: Final = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED: Final = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")

whole_text = etree.XPath("string()", smart_strings=False)
has_paragraphs = etree.XPath("boolean(./li/p)")


def web_address(url: str | None, base_url: str) -> str:
    """Return the whole address that `url` stands for, if a link may lead there, else the empty string."""
    url = re.sub(r"[\t\r\n]", "", url or "").strip()
    if not url:
        return ""
    try:
        whole = urljoin(base_url, f"https:{url}" if url.startswith("//") else url)
    except ValueError:
        return ""
    return whole if _ALLOWED_SCHEMES.match(whole) else ""


def picture_label(picture: etree._Element, url: str) -> str:
    """Return the words for the link that stands in for a picture: its description, or else its file's name."""
    path = re.split(r"[?#]", re.sub(r"^[a-z]+://[^/]*", "", url), maxsplit=1)[0]
    return picture.get("alt", "").strip() or unquote(PurePosixPath(path).name) or _("image")


def media_source(media: etree._Element) -> str | None:
    """Return where a video, a recording or an embedded page is loaded from."""
    sources = (source.get("src") for source in media.iter("source"))
    return media.get("src") or next(sources, None)


def raised_or_lowered(element: etree._Element) -> str | None:
    """Return the text of a `sup` or `sub` in raised or lowered digits; None if it is not a plain number."""
    text = str(whole_text(element)).strip()
    if len(element) or not re.fullmatch(r"[0-9+−-]+", text):
        return None
    return text.translate(_RAISED if element.tag == "sup" else _LOWERED)


def preformatted_text(element: etree._Element) -> str:
    """Return the text of a `pre` as it stands, without the empty lines around it."""
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        pieces.append("\n" if inner.tag == "br" else inner.text or "")
        pieces.append(inner.tail or "")
    text = "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", text)


def code_language(element: etree._Element) -> str:
    """Return the language of a `pre` as the source's highlighter named it, or the empty string."""
    classes = [element.get("class", ""), *(inner.get("class", "") for inner in element.iterchildren("code"))]
    match = next(filter(None, map(_LANGUAGE.search, classes)), None)
    return match[1] if match and match[1] not in _NO_LANGUAGE else ""


def is_beside_items(element: etree._Element) -> bool:
    """Tell whether a list stands where an item should: right in another list."""
    parent = element.getparent()
    return parent is not None and parent.tag in LISTS


def first_number(element: etree._Element) -> int:
    """Return the number that an ordered list starts with."""
    start = element.get("start", "")
    return int(start) if re.fullmatch(r"[0-9]{1,8}", start) else 1
