"""A new tag that several people use at the same moment is made once, and none of them is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from community.kernel.db import commit, session, set_writing
from community.topics.models import Tag
from community.topics.service import tags_for

AT_ONCE = 8
NAMES = ["rigging", "knots", "ropes"]


def test_a_new_tag_that_many_use_at_once_is_made_once(app: Flask) -> None:
    commit()
    together = Barrier(AT_ONCE)

    def use(turn: int) -> list[str]:
        with app.app_context():
            set_writing(True)
            together.wait(timeout=30)
            tags = tags_for(NAMES if turn % 2 else NAMES[::-1])
            commit()
            return sorted(tag.name for tag in tags)

    with ThreadPoolExecutor(AT_ONCE) as people:
        found = list(people.map(use, range(AT_ONCE)))

    assert found == [sorted(NAMES)] * AT_ONCE
    assert session().scalar(select(func.count(Tag.id)).where(Tag.name.in_(NAMES))) == len(NAMES)
