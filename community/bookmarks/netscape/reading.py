"""Links, folders and notes out of a browser's bookmark file, however untidy."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from community.bookmarks.netscape.markup import pieces
from community.bookmarks.saved_link import (
    LinkFile,
    SavedLink,
    distinct,
    moment_of,
    one_line,
    several_lines,
    text_of,
)
from community.bookmarks.urls import BadUrl, check

DEEPEST_FOLDER = 32
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_YES = {"1", "true", "yes"}
_READING_LIST = "com.apple.ReadingList"  # the id that Safari gives to the folder of what is yet to be read
_TAGS_WITH_COMMA = re.compile(r"\btags\s*=\s*(?:\"[^\",]*|'[^',]*|[^\s\"'>,]*),", re.IGNORECASE)


def read(content: bytes | str) -> LinkFile:
    """Read a file of bookmarks in the Netscape format, as browsers and bookmark services write it.

    The format was never specified; this follows what real files do. A folder is the last heading
    before a list. A note (`<DD>`) runs to the next entry or list, whatever is in it. Tags are
    separated by commas, or by spaces in a file that has no comma in any of its tags. What is not a
    web address (`javascript:`, `place:`, a link relative to the service that wrote it) is skipped.

    Never raises: what cannot be read is not there.

    Returns:
        The links in the order of the file, and what was skipped with its line and a reason.
    """
    text = content if isinstance(content, str) else text_of(content)
    reader = _Reader(separator="," if _TAGS_WITH_COMMA.search(text) else None)
    for line, piece in pieces(text):
        reader.line = line
        reader.feed(piece)
        reader.close()
    reader.finish_entry()
    return reader.found


@dataclass(slots=True)
class _Entry:
    """A link that is being read."""

    line: int
    attributes: dict[str, str]
    title: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Folder:
    """A heading that is being read, and then the list under it."""

    path: tuple[str, ...] = ()
    is_reading_list: bool = False
    name: list[str] = field(default_factory=list)

    def within(self, parent: _Folder) -> _Folder:
        """This folder where it turns out to be; a list without a heading is no folder of its own."""
        name = one_line("".join(self.name))
        is_deeper = name and len(parent.path) < DEEPEST_FOLDER
        path = (*parent.path, name) if is_deeper else parent.path
        return _Folder(path, self.is_reading_list or parent.is_reading_list)


class _Reader(HTMLParser):
    """Follows the tags and remembers where in the file it is: in which list, entry and text."""

    def __init__(self, *, separator: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.found = LinkFile()
        self.line = 1
        self._separator = separator
        self._lists = [_Folder()]
        self._heading = _Folder()
        self._entry: _Entry | None = None
        self._text: list[str] | None = None  # where the text belongs that comes next
        self._is_in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an entry, a list or a note; in a note, all but these is part of its text."""
        match tag:
            case "dt":
                self.finish_entry()
            case "dl":
                self.finish_entry()
                self._lists.append(self._heading.within(self._lists[-1]))
                self._heading = _Folder()
            case "dd":
                self._is_in_note = True
                self._text = self._entry.note if self._entry else None
            case "p" | "br":
                self.handle_data("\n")
            case _ if not self._is_in_note:
                self._open_text(tag, {name: value or "" for name, value in reversed(attrs)})

    def handle_endtag(self, tag: str) -> None:
        """Close a list, or the text of a heading, a link or a note."""
        if tag == "dl":
            self.finish_entry()
            del self._lists[max(1, len(self._lists) - 1) :]
        elif tag == "dd" or not self._is_in_note:
            self._is_in_note = False
            self._text = None

    def handle_data(self, data: str) -> None:
        """Keep text that belongs to something."""
        if self._text is not None:
            self._text.append(data)

    def finish_entry(self) -> None:
        """Take the link that was being read, if there was one, now that all of it is known."""
        entry, self._entry = self._entry, None
        self._text = None
        self._is_in_note = False
        if entry is None:
            return
        try:
            self.found.links.append(self._link(entry))
        except BadUrl as refusal:
            self.found.skip(entry.line, str(refusal), entry.attributes.get("href") or "".join(entry.title))

    def _open_text(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "a":
            self.finish_entry()
            self._heading = _Folder()
            self._entry = _Entry(self.line, attributes)
            self._text = self._entry.title
        else:
            self._heading = _Folder(is_reading_list=attributes.get("id") == _READING_LIST)
            is_title_of_all = tag == "h1" and len(self._lists) == 1
            self._text = None if is_title_of_all else self._heading.name

    def _link(self, entry: _Entry) -> SavedLink:
        folder = self._lists[-1]
        told = entry.attributes.get
        return SavedLink(
            url=check(told("href", "")),
            title=one_line("".join(entry.title)),
            description=several_lines("".join(entry.note)) or several_lines(told("description", "")),
            tags=distinct(told("tags", "").split(self._separator)),
            folders=folder.path,
            added_at=moment_of(told("add_date") or told("time_added", "")),
            private=told("private", "").lower() in _YES,
            to_read=folder.is_reading_list or told("toread", "").lower() in _YES,
        )
