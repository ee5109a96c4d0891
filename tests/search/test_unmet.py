"""What was searched in vain is counted by topic, and tells of nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import commit, session
from community.search import unmet
from community.search.models import FruitlessSearch, SearchSalt
from community.search.unmet import PersonDay, fewest_people, topics_named
from community.topics.models import Tag
from tests.factories import a_member, an_entry


def _topic(name: str) -> int:
    an_entry(title="Something else", tags=[name])
    tag = session().scalars(select(Tag).where(Tag.name == name)).one()
    return tag.id


def test_each_person_counts_once_a_day_for_a_topic_they_searched_in_vain(app: Flask, as_member: Any) -> None:
    topic = _topic("hoist")
    ana, ben = as_member(a_member("Ana")), as_member(a_member("Ben"))
    for client, text in ((ana, "hoists creak"), (ana, "creaking hoist"), (ben, "tag:hoist bagpipes")):
        assert client.get("/search", query_string={"q": text}).status_code == 200
    found = unmet.fruitless(clock.now() - timedelta(days=1))
    assert {key: len(people) for key, people in found.items()} == {topic: 2}
    assert fewest_people(found[topic]) == 2


@pytest.mark.parametrize(
    "text", ["hoist", "bagpipes", "hoist bagpipes kind:question", "one hoist and two bagpipes played by three men"]
)
def test_what_is_found_or_narrowed_or_long_or_no_topic_does_not_count(app: Flask, as_member: Any, text: str) -> None:
    _topic("hoist")
    as_member(a_member()).get("/search", query_string={"q": text})
    app.test_client().get("/search", query_string={"q": "hoist bagpipes"})
    assert unmet.fruitless(clock.now() - timedelta(days=1)) == {}


def test_after_the_day_nobody_can_tell_whose_it_was_and_after_the_window_it_is_gone(app: Flask, as_member: Any) -> None:
    topic = _topic("hoist")
    client = as_member(a_member())
    client.get("/search?q=hoist+bagpipes")
    unmet.forget()
    commit()
    assert len(session().scalars(select(SearchSalt)).all()) == 1
    with time_machine.travel(clock.now() + timedelta(days=1)):
        client.get("/search?q=hoist+bagpipes")
        unmet.forget()
        commit()
        keys = unmet.fruitless(clock.now() - timedelta(days=2))[topic]
        assert len({each.key for each in keys}) == 2
        assert len(session().scalars(select(SearchSalt)).all()) == 1
        assert fewest_people(keys) == 1
    with time_machine.travel(clock.now() + unmet.WINDOW + timedelta(days=2)):
        unmet.forget()
        commit()
    assert session().scalars(select(FruitlessSearch)).all() == []
    assert session().scalars(select(Entry)).all()


def test_a_topic_is_named_when_all_of_its_words_are() -> None:
    tags = [(1, "handover-notes"), (2, "hand"), (3, "rota"), (4, "Gehhilfe")]
    assert topics_named(["handover", "note"], tags, "en") == {1}
    assert topics_named(["rotas"], tags, "en") == {3}
    assert topics_named(["gehhilfen"], [(4, "gehhilfe")], "de") == {4}
    assert fewest_people([PersonDay(date(2026, 1, 1), "a"), PersonDay(date(2026, 1, 2), "b")]) == 1
