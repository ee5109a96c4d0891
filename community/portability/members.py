"""Makes members of people who wrote elsewhere: they are named, but have neither mail nor password."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from community.accounts.models import Member, MemberState
from community.accounts.names import username_like
from community.accounts.queries import member_by_username
from community.kernel.db import session
from community.portability.known import members_by_ref

_ROOM_FOR_NUMBER = 24


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote elsewhere.

    Attributes:
        source_ref: who it was there, unique.
        number: what tells people of one name apart; it becomes part of a username that is taken.
        has_left: whether nobody is to be led to this person any more.
    """

    source_ref: str
    number: int
    name: str
    joined_at: datetime
    bio: str = ""
    language: str = "en"
    has_left: bool = False


def add_authors(authors: Sequence[Author]) -> dict[str, int]:
    """Make those of `authors` members who are none yet, each with a username of their own.

    Nobody is told, and none of them can sign in: there is no password that matches none.

    Returns:
        The ids of all of them, by `source_ref`.
    """
    refs = [author.source_ref for author in authors]
    present = members_by_ref(refs)
    new = list({author.source_ref: author for author in authors if author.source_ref not in present}.values())
    if not new:
        return present
    usernames = _usernames(new)
    session().execute(insert(Member), [_row(*pair) for pair in zip(new, usernames, strict=True)])
    return members_by_ref(refs)


def _row(author: Author, username: str) -> dict[str, object]:
    state = MemberState.SUSPENDED if author.has_left else MemberState.ACTIVE
    return {
        "source_ref": author.source_ref,
        "username": username,
        "name": author.name,
        "bio": author.bio,
        "language": author.language,
        "state": state.value,
        "joined_at": author.joined_at,
    }


def _usernames(authors: Sequence[Author]) -> list[str]:
    """A free username for each: made of the name, or else of name and number, so that few need a search."""
    choices = [_choices(author) for author in authors]
    taken = _taken(name for pair in choices for name in pair)
    chosen = []
    for plain, numbered in choices:
        username = next((name for name in (plain, numbered) if name not in taken), None)
        chosen.append(username or username_like(plain, lambda name: name in taken or bool(member_by_username(name))))
        taken.add(chosen[-1])
    return chosen


def _choices(author: Author) -> tuple[str, str]:
    plain = username_like(author.name, lambda _name: False)
    start = plain[:_ROOM_FOR_NUMBER].rstrip(".")
    return plain, username_like(f"{start} {author.number}", lambda _name: False)


def _taken(usernames: Iterable[str]) -> set[str]:
    return set(session().scalars(select(Member.username).where(Member.username.in_(set(usernames)))))
