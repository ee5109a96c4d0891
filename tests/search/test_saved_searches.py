"""Searches that are kept: looked at again, and told of in digests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask

from community.audiences import service as audiences
from community.kernel import clock
from community.kernel.db import commit
from community.search import news, saving
from tests.factories import a_member, an_entry


def test_what_is_new_since_one_looked_is_counted_as_far_as_one_may_see_it(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    an_entry(author=ben, title="An old hoist")
    client = as_member(ana)
    assert client.post("/search/saved", data={"q": " hoist  kind:reflection "}).status_code == 303
    an_entry(author=ben, title="A new hoist")
    an_entry(author=ben, title="My secret hoist", audience=audiences.only(ben))
    an_entry(author=ana, title="Her own hoist")

    assert "1 new since you looked" in client.get("/search/saved").text
    (saved,) = saving.saved_searches(ana)
    assert saved.text == "hoist kind:reflection"
    assert [line.text for line in news.lines(ana, clock.now())] == ["1 new for “hoist kind:reflection”"]

    shown = client.post(f"/search/saved/{saved.id}/open")
    assert shown.location == "/search?q=hoist+kind%3Areflection&sort=date"
    assert "Nothing new since you looked" in client.get("/search/saved").text
    assert news.lines(ana, clock.now()) == []


def test_a_digest_tells_of_the_last_week_and_of_what_it_is_asked_to(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    saved = saving.save(ana, "hoist")
    an_entry(title="A hoist")
    assert news.lines(ana, clock.now() + timedelta(days=8)) == []
    as_member(ana).post(f"/search/saved/{saved.id}/digest", data={"told": "no"})
    assert news.lines(ana, clock.now()) == []


def test_what_is_kept_is_kept_once_and_is_ones_own(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    saved = saving.save(ana, "hoist")
    commit()
    assert saving.save(ana, "hoist ").id == saved.id
    other = as_member(a_member("Ben"))
    assert "hoist" not in other.get("/search/saved").text.replace("tag:hoist", "")
    for act in ("open", "digest", "remove"):
        assert other.post(f"/search/saved/{saved.id}/{act}", data={"told": "no"}).status_code == 404
    assert "You keep this search" in as_member(ana).get("/search?q=hoist").text
    as_member(ana).post(f"/search/saved/{saved.id}/remove")
    assert saving.saved_searches(ana) == []


def test_there_is_an_end_to_what_one_keeps(app: Flask, as_member: Any) -> None:
    client = as_member(ana := a_member("Ana"))
    for number in range(saving.MOST_SAVED):
        saving.save(ana, f"hoist {number}")
    commit()
    assert client.get("/search/saved").status_code == 200
    for refused in ("one more", "", "x" * 201):
        assert client.post("/search/saved", data={"q": refused}).status_code == 422
