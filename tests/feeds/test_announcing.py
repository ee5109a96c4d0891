"""News that are public are told to the hub; a server of our own stands in for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy import func, select

from community.audiences import service as audiences
from community.entries import service
from community.feeds.announcing import announce_due
from community.feeds.models import Announcement
from community.kernel import clock
from community.kernel.db import commit, session
from tests.factories import a_comment, a_member, a_question, an_entry

SITE = "http://127.0.0.1:8000"


class Hub(ThreadingHTTPServer):
    """A hub that remembers what it was told, and answers as it is bidden."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Told)
        self.told: list[list[tuple[str, str]]] = []
        self.status = 202

    @property
    def url(self) -> str:
        """Where it is told."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def topics(self) -> set[str]:
        """The feeds of which it was told that they have something new."""
        assert all(call[0] == ("hub.mode", "publish") for call in self.told)
        return {value.removeprefix(SITE) for call in self.told for name, value in call if name == "hub.url"}


class _Told(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append(parse_qsl(body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hub(app: Flask) -> Iterator[Hub]:
    """The hub of the site."""
    with Hub() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        app.config.update(PUBLIC_ALLOWED=True, WEBSUB_HUB=server.url)
        yield server
        server.shutdown()


def test_what_is_public_is_told_to_the_hub_for_each_of_its_feeds(hub: Hub) -> None:
    ana = a_member("Ana")
    an_entry(author=ana, audience=audiences.public_audience(), tags=["rope"])
    lists = ("stream", "reflections", "tag/rope", f"members/{ana.username}")
    assert hub.topics() == {f"/feeds/{path}.{form}" for path in lists for form in ("atom", "rss", "json")}
    assert session().scalar(select(func.count()).select_from(Announcement)) == 0


def test_every_feed_that_is_told_is_one_that_everybody_may_fetch(hub: Hub, visitor: FlaskClient) -> None:
    question = a_question("Who ties?", audience=audiences.public_audience(), tags=["c++"])
    a_comment(question.entry)
    assert f"/feeds/entries/{question.entry_id}.atom" in hub.topics()
    assert {visitor.get(topic).status_code for topic in hub.topics()} == {200}


def test_what_is_not_public_is_told_to_nobody(hub: Hub) -> None:
    ana = a_member("Ana")
    entry = an_entry(author=ana)
    service.revise(entry, by=ana, title="Another", source="Words.")
    commit()
    assert hub.told == []
    service.restrict(entry, audiences.public_audience(), by=ana)
    commit()
    assert "/feeds/stream.atom" in hub.topics()


def test_a_hub_that_does_not_answer_is_told_later(hub: Hub) -> None:
    hub.status = 503
    an_entry(audience=audiences.public_audience())
    assert len(hub.told) == 1
    hub.status = 204
    assert announce_due() is False
    assert len(hub.told) == 1
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        announce_due()
    assert len(hub.told) == 2
    assert session().scalar(select(func.count()).select_from(Announcement)) == 0


@pytest.mark.parametrize("form", ["atom", "rss"])
def test_public_feeds_name_their_hub_and_themselves(hub: Hub, visitor: FlaskClient, form: str) -> None:
    an_entry(audience=audiences.public_audience())
    answer = visitor.get(f"/feeds/search.{form}?q=words&x=1")
    own = f"{SITE}/feeds/search.{form}?q=words"
    assert answer.headers["Link"] == f'<{hub.url}>; rel="hub", <{own}>; rel="self"'
    links = etree.fromstring(answer.data).iter("{http://www.w3.org/2005/Atom}link")
    named = {(link.get("rel"), link.get("href")) for link in links}
    assert {("hub", hub.url), ("self", own)} <= named


def test_the_json_form_names_them_too(hub: Hub, visitor: FlaskClient) -> None:
    feed = json.loads(visitor.get("/feeds/stream.json").data)
    assert (feed["hubs"], feed["feed_url"]) == ([{"type": "WebSub", "url": hub.url}], f"{SITE}/feeds/stream.json")


def test_what_is_for_one_member_names_no_hub(hub: Hub, as_member: Any) -> None:
    answer = as_member(a_member()).get("/feeds/stream.atom")
    assert "Link" not in answer.headers
    assert hub.url.encode() not in answer.data
