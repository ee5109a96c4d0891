"""A site with one bulletin, an issue of it, and everyone who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, select

from community.accounts.models import Member
from community.audiences.service import ensure_the_first_two, public_audience
from community.bulletins.composing import Section
from community.bulletins.models import Bulletin, BulletinIssue, BulletinSubscriber
from community.bulletins.service import Text, begin_bulletin, draft_issue
from community.kernel import clock
from community.kernel.db import commit, session
from community.reflections.service import publish_reflection

PORTION = 2000
OUTSIDE = 3
"""Every third reader has no account."""


def settle(readers: int) -> int:
    """Fill an empty database.

    Returns:
        The id of the issue, which is a draft.
    """
    ensure_the_first_two()
    editor = Member(**_person(0), language="en", timezone="Europe/London")
    session().add(editor)
    session().flush()
    bulletin = begin_bulletin(editor=editor, audience=public_audience(), title="Northwind notes")
    _subscribe(bulletin, readers)
    issue = draft_issue(bulletin, _text(editor), by=editor)
    commit()
    return issue.entry_id


def _text(editor: Member) -> Text:
    told = publish_reflection(
        author=editor, audience=public_audience(), title="What I said first", source="The last line first. " * 10
    )
    section = Section("Tried", "By those who do it.", picks=(told.entry.id,))
    return Text("Handover", "Three things, **tried at work**.", [section])


def _subscribe(bulletin: Bulletin, readers: int) -> None:
    since = clock.now() - timedelta(days=30)
    for numbers in _portions(range(1, readers + 1)):
        inside = [number for number in numbers if number % OUTSIDE]
        session().execute(insert(Member), [_person(number) for number in inside])
        ids = dict(row for row in session().execute(select(Member.username, Member.id)))
        rows: list[dict[str, Any]] = [
            {
                "bulletin_id": bulletin.id,
                "member_id": ids.get(f"reader{number}"),
                "address": None if number % OUTSIDE else address_of(number),
                "language": "de" if number % 4 == 0 else "en",
                "since": since,
            }
            for number in numbers
        ]
        session().execute(insert(BulletinSubscriber), rows)
        session().commit()


def address_of(number: int) -> str:
    """The mail address of a reader."""
    return f"reader{number}@readers{number % 7}.example"


def _person(number: int) -> dict[str, Any]:
    return {
        "username": f"reader{number}",
        "name": f"Reader {number}",
        "email": address_of(number),
        "joined_at": clock.now(),
    }


def _portions(numbers: range) -> Iterator[list[int]]:
    rest = iter(numbers)
    while portion := list(islice(rest, PORTION)):
        yield portion


def issue_of(entry_id: int) -> BulletinIssue:
    """The issue with this id."""
    return session().get_one(BulletinIssue, entry_id)
