"""Links as a bookmark file that browsers and other services read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from community.bookmarks.saved_link import SavedLink, one_line, several_lines

_HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""
_TAIL = "</DL><p>\n"


def write(links: Iterable[SavedLink]) -> Iterator[str]:
    """The lines of a bookmark file in the Netscape format, to be sent as UTF-8.

    What `read` makes of them are the same links, but for three things that the format cannot hold:
    fractions of a second, a comma within a tag (it becomes a space), and empty folder names. A
    folder whose links do not follow one another is opened again for each run of them.
    """
    yield _HEAD
    here: tuple[str, ...] = ()
    for link in links:
        folders = tuple(name for name in map(one_line, link.folders) if name)
        yield from _way(here, folders)
        here = folders
        yield _entry(link)
    yield from _way(here, ())
    yield _TAIL


def _way(here: tuple[str, ...], there: tuple[str, ...]) -> Iterator[str]:
    """The ends and beginnings of folders on the way from one to another."""
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    for _left in here[shared:]:
        yield "</DL><p>\n"
    for name in there[shared:]:
        yield f"<DT><H3>{escape(name)}</H3>\n<DL><p>\n"


def _entry(link: SavedLink) -> str:
    attributes = {
        "HREF": link.url,
        "ADD_DATE": str(int(link.added_at.timestamp())) if link.added_at else "",
        "PRIVATE": "1" if link.private else "0",
        "TOREAD": "1" if link.to_read else "",
        "TAGS": _tags(link.tags),
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items() if value)
    note = several_lines(link.description)
    return f"<DT><A {written}>{escape(one_line(link.title))}</A>\n" + (f"<DD>{escape(note)}\n" if note else "")


def _tags(tags: tuple[str, ...]) -> str:
    """The tags with commas between them; one tag of two words needs a comma to be seen as one."""
    written = ",".join(one_line(tag.replace(",", " ")) for tag in tags)
    return f"{written}," if len(tags) == 1 and " " in written else written
