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
from community.entries import meanings
from community.entries.kinds import Kind
from community.kernel import clock
from community.kernel.db import commit
from tests.canary.people import EVERYBODY, Cast, settle
from tests.canary.planting import PATTERN, Aviary, plant
from tests.canary.planting_barriers import plant_barriers
from tests.canary.planting_bulletins import plant_bulletins
from tests.canary.planting_coaching import plant_notes
from tests.canary.planting_groups import plant_group
from tests.canary.planting_offers import plant_offers
from tests.canary.planting_own_needs import plant_own_needs
from tests.canary.surfaces import paths

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

WALKS_EVERYWHERE = frozenset({"visitor", "outsider", "suspended"})
"""Those to whom least is open walk every address there is; for the others see `_is_telling`."""

ROOMS_OF_KINDS = {
    "/bookmarks/": Kind.BOOKMARK,
    "/bulletins/": Kind.BULLETIN,
    "/programs/reminders/": Kind.REMINDER,
    "/questions/": Kind.QUESTION,
    "/reflections/": Kind.REFLECTION,
}
"""Where the number of an entry of another kind leads nowhere, for anybody."""

SignIn = Callable[[Member], FlaskClient]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody."""
    app.config["PUBLIC_ALLOWED"] = True
    app.config["MEANING"] = "auto"  # what texts mean must not tell of what they say either
    meanings.forget()
    return settle()


@pytest.fixture
def aviary(cast: Cast) -> Aviary:
    """Everything planted."""
    planted = plant(cast)
    plant_bulletins(cast, planted)
    plant_group(cast, planted)
    plant_offers(cast, planted)
    plant_barriers(cast, planted)
    plant_own_needs(cast, planted)
    plant_notes(cast, planted)
    commit()
    return planted


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
def test_whoever_looks_meets_what_they_may_read_and_nothing_else(
    app: Flask, cast: Cast, aviary: Aviary, as_member: SignIn, who: str, figures: Callable[..., None]
) -> None:
    member = cast.member(who)
    client = as_member(member) if member is not None else app.test_client()
    assert _missed_by(client, aviary, who) == []
    every = paths(app, aviary)
    walked = every if who in WALKS_EVERYWHERE else [path for path in every if _is_telling(path, aviary)]
    leaks = _leaks_at(walked, client, aviary, who)
    if who in WALKS_EVERYWHERE:
        # Each of them notes the same line, and what is noted twice is printed once.
        figures("canary_surfaces", len(every), "addresses")
    figures("canary_leaks", len(leaks), "addresses")
    assert leaks == {}
    assert _leaks_by_secret(every, member or cast.people["suspended"], app.test_client(), aviary, who) == {}


def _is_telling(path: str, aviary: Aviary) -> bool:
    """Whether an address is a page of its own: no other form of a feed, no number of another room's entry."""
    if path.startswith("/feeds/") and (".rss" in path or ".json" in path):
        return False
    kinds = {str(canary.entry_id): canary.kind for canary in aviary.canaries}
    for room, kind in ROOMS_OF_KINDS.items():
        number = path.removeprefix(room).partition("?")[0].partition("/")[0]
        if path.startswith(room) and number in kinds:
            return kinds[number] == kind
    return True


def _missed_by(client: FlaskClient, aviary: Aviary, who: str) -> list[tuple[str, str]]:
    """What should be found and is not, by kind and audience."""
    return [
        (canary.kind, canary.audience)
        for canary in aviary.canaries
        if canary.is_listed and who in canary.readers and not set(canary.words) <= _words_at(client, canary.page)
    ]


def _leaks_by_secret(
    walked: Iterable[str], owner: Member, visitor: FlaskClient, aviary: Aviary, who: str
) -> dict[str, set[str]]:
    """What the feeds tell to a reader that knows the owner's secret, now and as editions of a month.

    Every form of a feed is walked without a secret too; a secret opens the same in each, so one stands for the three.
    """
    _token, secret = make_feed_token(owner, "all", "")
    commit()
    feeds = [path for path in walked if path.startswith("/feeds/") and ".atom" not in path and ".rss" not in path]
    opened = [with_query(path, f"token={secret}") for path in feeds]
    leaks = _leaks_at(opened, visitor, aviary, who)
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        editions = [with_query(path, "edition=month") for path in opened if ".json" in path]
        return leaks | _leaks_at(editions, visitor, aviary, who)


def _leaks_at(walked: Iterable[str], client: FlaskClient, aviary: Aviary, who: str) -> dict[str, set[str]]:
    return {path: found for path in walked if (found := aviary.leaks(met(client, path), who) - asked_for(path))}


def with_query(path: str, asked: str) -> str:
    """`path` with one more thing asked for."""
    return f"{path}{'&' if '?' in path else '?'}{asked}"


def _words_at(client: FlaskClient, page: str) -> set[str]:
    return {word.lower() for word in PATTERN.findall(met(client, page.partition("#")[0]))}
