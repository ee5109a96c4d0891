"""Searches that members keep, to look again at what they find or to be told of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.search.models import LONGEST_SAVED, SavedSearch

MOST_SAVED: Final = 20
"""Searches that one member keeps: what is new of all of them is found in one statement."""


def save(member: Member, text: str) -> SavedSearch:
    """Keep the search `text`; one that is kept already stays as it is.

    Raises:
        Refused: when it is empty or too long, or the member keeps as many as there may be.
    """
    written = _on_one_line(text)
    if not written or len(written) > LONGEST_SAVED:
        raise Refused(_("A search that is kept has 1 to %(most)d characters.", most=LONGEST_SAVED))
    known = saved_as(member, written)
    if known is not None:
        return known
    if _number_of(member) >= MOST_SAVED:
        raise Refused(_("You keep %(most)d searches already. Please remove one first.", most=MOST_SAVED))
    now = clock.now()
    saved = SavedSearch(member_id=member.id, text=written, created_at=now, seen_at=now)
    session().add(saved)
    session().flush()
    return saved


def saved_searches(member: Member) -> Sequence[SavedSearch]:
    """What `member` keeps, in the order of the alphabet."""
    statement = select(SavedSearch).where(SavedSearch.member_id == member.id).order_by(SavedSearch.text)
    return session().scalars(statement).all()


def saved_as(member: Member, text: str) -> SavedSearch | None:
    """The search of `member` that is kept by these very words, if there is one."""
    own = SavedSearch.member_id == member.id
    return session().scalar(select(SavedSearch).where(own, SavedSearch.text == _on_one_line(text)))


def saved_of(member: Member, saved_id: int) -> SavedSearch:
    """The kept search with this id.

    Raises:
        NotFound: when there is none, or it is somebody else's.
    """
    saved = session().get(SavedSearch, saved_id)
    if saved is None or saved.member_id != member.id:
        raise NotFound
    return saved


def remove(saved: SavedSearch) -> None:
    """Keep it no longer."""
    session().delete(saved)


def tell(saved: SavedSearch, *, in_digest: bool) -> None:
    """Let digests tell what is new of it, or not."""
    saved.in_digest = in_digest


def look(saved: SavedSearch) -> None:
    """Take what it finds now as seen."""
    saved.seen_at = clock.now()


def _number_of(member: Member) -> int:
    counted = select(func.count()).select_from(SavedSearch).where(SavedSearch.member_id == member.id)
    return session().scalar(counted) or 0


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
