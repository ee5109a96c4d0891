"""Two who press at the same moment: both count, and nothing breaks."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from community.entries.drafts import draft_of
from community.entries.models import Entry, Flag, Follow
from community.kernel.db import commit, session
from tests.factories import a_comment, a_member, an_entry

MANY = 6


def press(clients: Sequence[FlaskClient], path: str, data: dict[str, str]) -> list[int]:
    """Have all `clients` post the same form at the same time; gives the statuses."""
    commit()
    with ThreadPoolExecutor(len(clients)) as pool:
        statuses = list(pool.map(lambda client: client.post(path, data=data).status_code, clients))
    session().expire_all()
    return statuses


def test_every_vote_counts(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    clients = [as_member(a_member()) for _number in range(MANY)]
    assert press(clients, f"/entries/{entry.id}/vote", {"value": "1"}) == [303] * MANY
    assert entry.score == MANY


def test_one_member_votes_once(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    clients = [as_member(ben) for _number in range(MANY)]
    assert press(clients, f"/entries/{entry.id}/vote", {"value": "1"}) == [303] * MANY
    assert entry.score == 1


def test_every_comment_is_counted(app: Flask, as_member: Any) -> None:
    entry = an_entry()
    clients = [as_member(a_member()) for _number in range(MANY)]
    assert press(clients, f"/entries/{entry.id}/comments", {"source": "Me too"}) == [303] * MANY
    assert entry.comment_count == MANY


def test_following_twice_at_once_is_following(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    clients = [as_member(ben) for _number in range(MANY)]
    assert press(clients, f"/entries/{entry.id}/follow", {"following": "1"}) == [303] * MANY
    assert session().query(Follow).filter_by(member_id=ben.id, subject="entry").count() == 1


def test_flagging_twice_at_once_is_one_flag(app: Flask, as_member: Any) -> None:
    entry, ben = an_entry(), a_member("Ben")
    clients = [as_member(ben) for _number in range(MANY)]
    assert press(clients, f"/entries/{entry.id}/flags", {"reason": "spam"}) == [303] * MANY
    assert session().query(Flag).count() == 1


def test_two_tabs_keep_one_draft(app: Flask, as_member: Any) -> None:
    ben = a_member("Ben")
    clients = [as_member(ben) for _number in range(MANY)]
    assert press(clients, "/drafts/question:new", {"title": "Half"}) == [200] * MANY
    draft = draft_of(ben, "question:new")
    assert draft is not None
    assert draft.fields == {"title": "Half"}


def test_the_same_change_twice_at_once_is_one_change(app: Flask, as_member: Any) -> None:
    remark = a_comment(an_entry())
    clients = [as_member(remark.author) for _number in range(MANY)]
    assert press(clients, f"/entries/{remark.id}/edit", {"source": "Better"}) == [303] * MANY
    changed = session().get_one(Entry, remark.id)
    assert (changed.source, changed.revision_count) == ("Better", 1)
