"""Walks through a page's elements and lays out what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from community.portability.html_to_markdown.elements import (
    BLOCKS,
    DROPPED,
    LISTS,
    MARKS,
    code_language,
    first_number,
    has_paragraphs,
    is_beside_items,
    media_source,
    picture_label,
    preformatted_text,
    raised_or_lowered,
    web_address,
    whole_text,
)
from community.portability.html_to_markdown.escapes import (
    escape_heading_tail,
    escape_line_start,
    longest_run,
)
from community.portability.html_to_markdown.inline import LINE_BREAK, render_inline
from community.portability.html_to_markdown.layout import Layout
from community.portability.html_to_markdown.tables import is_data_table, table_lines
from community.portability.html_to_markdown.tokens import Break, Close, Code, Mark, Open, Text, Token


def html_to_markdown(html: str, *, base_url: str = "") -> str:
    """Return Markdown that our renderer turns back into what `html` says.

    Images become links, since nothing is loaded from elsewhere into our pages;
    formulas stay as they are written; scripts, forms and styles are left out.
    Broken HTML is read as a browser would.

    Arguments:
        html: the page or a piece of one.
        base_url: the page's own address, from which its relative links lead on.
            Without it they are text, as they would lead astray from here.
    """
    source = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", html).encode("utf-8", "replace")
    root = _parsed(source)
    if root is None:
        return ""
    writer = _Writer(base_url)
    writer.walk(root)
    return "\n".join(writer.layout.lines)


def _parsed(source: bytes) -> etree._Element | None:
    if not source.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(source, parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # Nested thousands deep, it was cut off there. Nobody wrote that, but its words stay.
        return _parsed(re.sub(rb"<[^<>]*>", b" ", source))
    return root


class _Writer:
    """Collects a paragraph's tokens and lays them out where the paragraph ends.

    On one line (in a heading or a table's cell) everything stays one paragraph.
    """

    def __init__(self, base_url: str, *, is_on_one_line: bool = False) -> None:
        self.layout = Layout()
        self._base_url = base_url
        self._tokens: list[Token] = []
        self._marks: list[tuple[etree._Element, Open]] = []
        self._is_on_one_line = is_on_one_line

    def walk(self, root: etree._Element) -> None:
        """Write `root` and all that is in it."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(str(element.tag), element)
                self._tokens.append(Text(element.tail or "" if element is not root else ""))
            elif self._start(str(element.tag), element):
                self._tokens.append(Text(element.text or ""))
            else:
                walker.skip_subtree()

    def one_line(self, element: etree._Element) -> str:
        """Return the Markdown of what is in `element`, on one line."""
        writer = _Writer(self._base_url, is_on_one_line=True)
        writer.walk(element)
        return " ".join(render_inline(writer._tokens).split(LINE_BREAK))

    def _start(self, tag: str, element: etree._Element) -> bool:
        """Write how `element` begins; tell whether what is in it has yet to be written."""
        if tag in DROPPED:
            return False
        if tag in _INLINE:
            return _INLINE[tag](self, element)
        if tag in BLOCKS:
            self._end_paragraph()
            if tag in _STARTS and not self._is_on_one_line:
                return _STARTS[tag](self, element)
        return True

    def _end(self, tag: str, element: etree._Element) -> None:
        if self._marks and self._marks[-1][0] is element:
            self._tokens.append(Close(self._marks.pop()[1].mark))
        elif tag in BLOCKS:
            self._end_paragraph()
            if not self._is_on_one_line:
                self._leave(tag, element)

    def _leave(self, tag: str, element: etree._Element) -> None:
        if tag in LISTS or tag in {"li", "blockquote"}:
            self.layout.leave()
        if tag in LISTS and is_beside_items(element):
            self.layout.leave()

    def _end_paragraph(self) -> None:
        """Lay out the paragraph so far; marks that are still open go on in the next one."""
        if self._is_on_one_line:
            self._tokens.append(Text(" "))
            return
        closing = [Close(opening.mark) for _element, opening in reversed(self._marks)]
        markdown = render_inline([*self._tokens, *closing])
        self._tokens = [opening for _element, opening in self._marks]
        for paragraph in re.split(rf" *{LINE_BREAK}(?: *{LINE_BREAK})+ *", markdown):
            lines = [escape_line_start(line.strip(" ")) for line in paragraph.split(LINE_BREAK)]
            if paragraph:
                self.layout.add([*(f"{line}\\" for line in lines[:-1]), lines[-1]])

    def start_quote(self, _element: etree._Element) -> bool:
        self.layout.enter_quote()
        return True

    def start_list(self, element: etree._Element) -> bool:
        if is_beside_items(element):
            self.layout.reenter_item()
        self.layout.enter_list(
            is_ordered=element.tag == "ol",
            is_tight=not has_paragraphs(element),
            start=first_number(element),
        )
        return True

    def start_item(self, _element: etree._Element) -> bool:
        self.layout.enter_item()
        return True

    def write_heading(self, element: etree._Element) -> bool:
        text = escape_heading_tail(self.one_line(element))
        if text:
            self.layout.add([f"{'#' * int(str(element.tag)[1])} {text}"])
        return False

    def write_rule(self, _element: etree._Element) -> bool:
        # Behind a list's own dash, dashes would be read as one longer rule.
        self.layout.add(["___" if self.layout.is_at_item_start else "---"])
        return False

    def write_table(self, element: etree._Element) -> bool:
        if not is_data_table(element):
            return True
        self.layout.add(table_lines(element, self.one_line))
        return False

    def write_preformatted(self, element: etree._Element) -> bool:
        code = preformatted_text(element)
        if code:
            fence = "`" * max(3, longest_run("`", code) + 1)
            self.layout.add([fence + code_language(element), *code.split("\n"), fence])
        return False

    def write_code(self, element: etree._Element) -> bool:
        self._tokens.append(Code(str(whole_text(element))))
        return False

    def write_break(self, _element: etree._Element) -> bool:
        self._tokens.append(Text(" ") if self._is_on_one_line else Break())
        return False

    def write_raised(self, element: etree._Element) -> bool:
        digits = raised_or_lowered(element)
        if digits is None:
            return True
        self._tokens.append(Text(digits))
        return False

    def write_picture(self, element: etree._Element) -> bool:
        url = web_address(element.get("src"), self._base_url)
        self._write_link(url, picture_label(element, url))
        return False

    def write_media(self, element: etree._Element) -> bool:
        url = web_address(media_source(element), self._base_url)
        self._end_paragraph()
        self._write_link(url, url)
        self._end_paragraph()
        return False

    def _write_link(self, url: str, label: str) -> None:
        is_in_link = any(opening.mark is Mark.LINK for _element, opening in self._marks)
        if is_in_link or not url:
            self._tokens.append(Text(label))
        else:
            self._tokens += [Open(Mark.LINK, url), Text(label), Close(Mark.LINK)]

    def open_mark(self, element: etree._Element) -> bool:
        self._open(element, Open(MARKS[str(element.tag)]))
        return True

    def open_link(self, element: etree._Element) -> bool:
        url = web_address(element.get("href"), self._base_url)
        if url:
            self._open(element, Open(Mark.LINK, url, element.get("title", "")))
        return True

    def _open(self, element: etree._Element, opening: Open) -> None:
        self._marks.append((element, opening))
        self._tokens.append(opening)


_Start = Callable[[_Writer, Any], bool]

_INLINE: Final[dict[str, _Start]] = {
    **dict.fromkeys(MARKS, _Writer.open_mark),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), _Writer.write_code),
    **dict.fromkeys(("sup", "sub"), _Writer.write_raised),
    **dict.fromkeys(("iframe", "embed", "video", "audio"), _Writer.write_media),
    "a": _Writer.open_link,
    "br": _Writer.write_break,
    "img": _Writer.write_picture,
}
_STARTS: Final[dict[str, _Start]] = {
    **dict.fromkeys(LISTS, _Writer.start_list),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _Writer.write_heading),
    **dict.fromkeys(("pre", "listing", "xmp"), _Writer.write_preformatted),
    "blockquote": _Writer.start_quote,
    "hr": _Writer.write_rule,
    "li": _Writer.start_item,
    "table": _Writer.write_table,
}
