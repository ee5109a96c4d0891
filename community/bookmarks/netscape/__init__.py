"""The bookmark file that every browser writes and reads, since Netscape Navigator."""

from community.bookmarks.netscape.reading import read
from community.bookmarks.netscape.writing import write

__all__ = ["read", "write"]
