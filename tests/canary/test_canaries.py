"""No word reaches anybody whom its audience does not hold, on any surface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.accounts.service.feed_tokens import make_feed_token
from community.kernel import clock
from community.kernel.db import commit
from tests.canary.people import EVERYBODY, Cast, settle
from tests.canary.planting import PATTERN, Aviary, plant
from tests.canary.surfaces import paths

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

SignIn = Callable[[Member], FlaskClient]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody."""
    app.config["PUBLIC_ALLOWED"] = True
    return settle()


@pytest.fixture
def aviary(cast: Cast) -> Aviary:
    """Everything planted."""
    return plant(cast)


def asked_for(path: str) -> set[str]:
    """The words that stand in the address itself, which the page may say back."""
    parts = urlsplit(path)
    spoken = parts.path + " " + " ".join(value for _name, value in parse_qsl(parts.query))
    return {word.lower() for word in PATTERN.findall(spoken)}


def met(client: FlaskClient, path: str) -> str:
    """All that a viewer gets to read at `path`, with where it sends them."""
    response = client.get(path)
    assert response.status_code < 500, path
    return f"{response.headers.get('Location', '')} {response.get_data(as_text=True)}"


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_no_canary_is_met_by_who_may_not_read_it(
    app: Flask, cast: Cast, aviary: Aviary, as_member: SignIn, who: str, figures: Callable[..., None]
) -> None:
    member = cast.member(who)
    client = as_member(member) if member is not None else app.test_client()
    walked = paths(app, aviary)
    leaks = {path: found for path in walked if (found := aviary.leaks(met(client, path), who) - asked_for(path))}
    # Each viewer notes the same two lines, and what is noted twice is printed once.
    figures("canary_surfaces", len(walked), "addresses")
    figures("canary_leaks", len(leaks), "addresses")
    assert leaks == {}


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_no_feed_opened_by_a_secret_tells_more(
    app: Flask, cast: Cast, aviary: Aviary, visitor: FlaskClient, who: str
) -> None:
    member = cast.member(who)
    if member is None:
        member = cast.people["suspended"]
    _token, secret = make_feed_token(member, "all", "")
    commit()
    # Every form of a feed is walked above; a secret opens the same in each, so here one stands for the three.
    feeds = [path for path in paths(app, aviary) if path.startswith("/feeds/") and ".atom" not in path]
    feeds = [path for path in feeds if ".rss" not in path]
    leaks = _leaks_in(feeds, secret, aviary, visitor, who)
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        editions = [with_query(path, "edition=month") for path in feeds if ".json" in path]
        leaks |= _leaks_in(editions, secret, aviary, visitor, who)
    assert leaks == {}


def with_query(path: str, asked: str) -> str:
    """`path` with one more thing asked for."""
    return f"{path}{'&' if '?' in path else '?'}{asked}"


def _leaks_in(feeds: Iterable[str], secret: str, aviary: Aviary, visitor: FlaskClient, who: str) -> dict[str, set[str]]:
    return {
        path: found
        for path in feeds
        if (found := aviary.leaks(met(visitor, with_query(path, f"token={secret}")), who) - asked_for(path))
    }


@pytest.mark.parametrize("who", sorted(EVERYBODY))
def test_every_canary_is_found_by_who_may_read_it(
    app: Flask, cast: Cast, aviary: Aviary, as_member: SignIn, who: str
) -> None:
    member = cast.member(who)
    client = as_member(member) if member is not None else app.test_client()
    missed = [
        (canary.kind, canary.audience)
        for canary in aviary.canaries
        if canary.is_listed and who in canary.readers and not set(canary.words) <= _words_at(client, canary.page)
    ]
    assert missed == []


def _words_at(client: FlaskClient, page: str) -> set[str]:
    return {word.lower() for word in PATTERN.findall(met(client, page.partition("#")[0]))}
