"""The last gate: whatever a renderer lets slip, only this list of harmless HTML gets out."""

from __future__ import annotations

import nh3
from pygments.token import STANDARD_TYPES

from community.kernel.markup.code import CLASS_PREFIX, LANGUAGES
from community.kernel.markup.footnotes import ID_PREFIX
from community.kernel.markup.links import ALLOWED_SCHEMES, is_own_image, may_link_to
from community.kernel.markup.source import without_controls

TAGS = {
    "a", "blockquote", "br", "code", "div", "em", "h3", "h4", "h5", "h6", "hr", "img", "input", "label", "li",
    "ol", "p", "pre", "s", "section", "span", "strong", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "id", "rel", "title"},
    "img": {"alt", "height", "loading", "src", "title", "width"},
    "input": {"checked", "disabled"},
    "li": {"id"},
    "ol": {"start"},
}
ATTRIBUTE_VALUES = {
    "a": {"role": {"doc-backlink", "doc-noteref"}},
    "div": {"tabindex": {"0"}},
    "input": {"type": {"checkbox"}},
    "pre": {"tabindex": {"0"}},
    "section": {"role": {"doc-endnotes"}},
    "th": {"scope": {"col"}},
}
ALIGNMENTS = {"align-center", "align-left", "align-right"}
CLASSES = {
    "a": {"footnote-backref", "mention"},
    "code": {f"language-{language}" for language in LANGUAGES},
    "div": {"table-scroll"},
    "li": {"task-list-item"},
    "ol": {"contains-task-list"},
    "section": {"footnotes"},
    "span": {CLASS_PREFIX + name for name in STANDARD_TYPES.values() if name},
    "sup": {"footnote-ref"},
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
    "ul": {"contains-task-list"},
}


def sanitized(html: str) -> str:
    """`html` with nothing in it that could run, load from elsewhere or pose as the page itself.

    What a browser would repair is repaired, so that sanitizing once more changes nothing.
    """
    return _CLEANER.clean(without_controls(html))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute that may stay: an address only where it may lead or load."""
    if (tag, attribute) == ("a", "href") and not (may_link_to(value) or value.startswith("#" + ID_PREFIX)):
        return None
    if (tag, attribute) == ("img", "src") and not is_own_image(value):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=ATTRIBUTE_VALUES,
    set_tag_attribute_values={"input": {"disabled": "", "type": "checkbox"}},
    allowed_classes=CLASSES,
    attribute_filter=_kept,
    url_schemes=set(ALLOWED_SCHEMES),
    id_prefix=ID_PREFIX,
    link_rel=None,
)
