"""Pages of a list by key: the next page begins where the last row stood, however long the list is."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from community.kernel import gate
from community.kernel.errors import Refused
from community.kernel.i18n import _

T = TypeVar("T")
PAGE_SIZE = 20
LARGEST_ID = 2**62


@dataclass(frozen=True)
class Place:
    """Where a page begins: after the row with this moment and id, newest first."""

    at: datetime
    id: int

    def cursor(self) -> str:
        """This place as an opaque word for an address."""
        micros = int(self.at.timestamp() * 1_000_000)
        return base64.urlsafe_b64encode(f"{micros}.{self.id}".encode()).decode().rstrip("=")


def place_from(cursor: str | None) -> Place | None:
    """Read a cursor from an address; nothing gives the first page.

    Raises:
        Refused: when it is not one of ours.
    """
    if not cursor:
        return None
    try:
        plain = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        micros, entry_id = (int(part) for part in plain.decode("ascii").split("."))
        place = Place(datetime.fromtimestamp(micros / 1_000_000, UTC), entry_id)
    except (ValueError, binascii.Error, OverflowError, OSError) as error:
        raise _bad_cursor() from error
    if not 0 <= entry_id < LARGEST_ID:
        raise _bad_cursor()
    return place


def id_from(cursor: str) -> int | None:
    """Read the id after which a page of a list by name begins; nothing gives the first page.

    Raises:
        Refused: when it is no id.
    """
    if not cursor:
        return None
    is_number = cursor.isascii() and cursor.isdigit() and len(cursor) <= len(str(gate.LARGEST_ID))
    if not is_number or int(cursor) > gate.LARGEST_ID:
        raise _bad_cursor()
    return int(cursor)


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor of the rows after them (None at the end)."""

    items: Sequence[T]
    next: str | None = None

    @classmethod
    def of(cls, rows: Sequence[T], place: Callable[[T], Place], size: int = PAGE_SIZE) -> Page[T]:
        """The page that begins with `rows`, which hold one row more than `size` when the list goes on."""
        if len(rows) <= size:
            return cls(rows)
        return cls(rows[:size], place(rows[size - 1]).cursor())

    def __bool__(self) -> bool:
        """Whether there is anything on the page."""
        return bool(self.items)


def _bad_cursor() -> Refused:
    return Refused(_("This page of the list does not exist. Please start again from the first page."))
