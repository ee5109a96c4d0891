"""Titles come from the pages themselves, later, and never from where we do not go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from community.bookmarks.fetching import AT_ONCE, ATTEMPTS, WANTED, fetch_titles
from community.bookmarks.models import Resource
from community.bookmarks.service import change_bookmark
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.safe_fetch import PUBLIC_WEB, Allowed, Fetched, fetch
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member
from tests.kernel.safe_fetch.sites import Site, answer, open_site, redirect

PAGE = b"""<html lang="de"><title>Gute \xc3\x9cbergaben</title><meta charset="utf-8">
<meta name="description" content="Was die n\xc3\xa4chste Schicht wissen muss.">
<meta property="og:site_name" content="Pflegewelt">"""


@pytest.fixture
def library() -> Iterator[Site]:
    """A site with a page."""
    with open_site() as site:
        site.pages["/page"] = answer(PAGE)
        yield site


@pytest.fixture
def ask(library: Site) -> Callable[[], int]:
    """`ask()` runs the duty, for which the library is the one place on this machine that is let through."""

    def look_at(url: str) -> Fetched:
        return fetch(
            url,
            truncate=True,
            accept=WANTED,
            allow=Allowed(PUBLIC_WEB.ports, library.allowed),
            resolver=lambda _host, _port: ["127.0.0.1"],
        )

    return lambda: fetch_titles(look_at)


def at(site: Site, path: str) -> str:
    """The address of a page of the library."""
    return f"http://library.example:{site.port}{path}"


def after(resource: Resource, **time: float) -> None:
    """Let `time` pass for `resource`."""
    assert resource.fetch_due_at is not None
    resource.fetch_due_at -= timedelta(**time)
    commit()


def test_a_saved_page_tells_what_it_is(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    resource = a_bookmark(at(library, "/page")).resource
    assert ask() == 1
    assert (resource.title, resource.description) == ("Gute Übergaben", "Was die nächste Schicht wissen muss.")
    assert (resource.site_name, resource.language, resource.fetch_state) == ("Pflegewelt", "de", "done")


def test_a_recording_tells_its_kind_and_its_length(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/talk"] = answer(b"ID3" + b"\0" * 600_000, kind="audio/mpeg")
    resource = a_bookmark(at(library, "/talk"), title="A talk").resource
    ask()
    assert (resource.media_type, resource.size, resource.fetch_state) == ("audio/mpeg", 600_003, "done")


def test_a_page_is_asked_once(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    a_bookmark(at(library, "/page"))
    assert (ask(), ask(), len(library.requests)) == (1, 0, 1)


def test_a_bookmark_without_a_title_takes_the_page_s(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    bookmark = a_bookmark(at(library, "/page"))
    assert bookmark.entry.title == "library.example/page"
    ask()
    assert bookmark.entry.title == "Gute Übergaben"


def test_the_new_title_is_found_at_once(app: Flask, library: Site, ask: Callable[[], int], as_member: Any) -> None:
    bookmark = a_bookmark(at(library, "/page"))
    ask()
    page = as_member(a_member()).get("/search", query_string={"q": "Übergaben"}).text
    assert f'href="/bookmarks/{bookmark.entry_id}' in page


def test_what_a_member_calls_it_stays(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    bookmark = a_bookmark(at(library, "/page"), title="Read this, Ben")
    ask()
    assert bookmark.entry.title == "Read this, Ben"


def test_a_title_that_is_taken_away_becomes_the_page_s(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    bookmark = a_bookmark(at(library, "/page"), title="Read this, Ben")
    ask()
    change_bookmark(bookmark, by=bookmark.entry.author, title="", source="", tags=[], is_to_read=False)
    assert bookmark.entry.title == "Gute Übergaben"


def test_a_long_title_is_cut(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/long"] = answer(b"<title>" + b"word " * 100)
    bookmark = a_bookmark(at(library, "/long"))
    ask()
    assert bookmark.entry.title.endswith("…")
    assert len(bookmark.entry.title) <= 200


def test_a_page_without_a_title_keeps_its_address(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/bare"] = answer(b"<p>Nothing")
    bookmark = a_bookmark(at(library, "/bare"))
    ask()
    assert bookmark.entry.title == "library.example/bare"
    assert bookmark.resource.fetch_state == "done"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://10.1.2.3/wiki", "http://[::1]/", "http://169.254.169.254/"]
)
def test_private_addresses_are_not_asked(app: Flask, url: str) -> None:
    bookmark = a_bookmark(url)
    fetch_titles()
    assert bookmark.resource.fetch_state == "refused"
    assert "private network" in bookmark.resource.fetch_note


def test_a_page_that_leads_inside_is_not_followed(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/away"] = redirect("http://127.0.0.1:1/")
    bookmark = a_bookmark(at(library, "/away"))
    ask()
    assert bookmark.resource.fetch_state == "refused"


def test_what_is_no_page_is_refused(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/file"] = answer(b"%PDF", kind="application/pdf")
    bookmark = a_bookmark(at(library, "/file"))
    ask()
    assert bookmark.resource.fetch_state == "refused"


def test_a_page_that_is_not_there_is_not_asked_again(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    bookmark = a_bookmark(at(library, "/gone"))
    ask()
    assert bookmark.resource.fetch_state == "failed"
    assert "404" in bookmark.resource.fetch_note


def test_a_site_in_trouble_is_asked_three_times(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/busy"] = answer(b"", status="503 Service Unavailable")
    resource = a_bookmark(at(library, "/busy")).resource
    asked = []
    for _time in range(5):
        asked.append((ask(), ask()))
        if resource.fetch_due_at is not None:
            after(resource, hours=3)
    assert asked == [(1, 0), (1, 0), (1, 0), (0, 0), (0, 0)]
    assert (resource.fetch_state, resource.fetch_attempts) == ("failed", ATTEMPTS)


def test_a_site_that_recovers_is_heard(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    library.pages["/busy"] = answer(b"", status="503 Service Unavailable")
    bookmark = a_bookmark(at(library, "/busy"))
    ask()
    library.pages["/busy"] = answer(PAGE)
    after(bookmark.resource, hours=3)
    ask()
    assert bookmark.entry.title == "Gute Übergaben"


def test_a_page_is_fetched_outside_of_any_transaction(app: Flask, library: Site) -> None:
    a_bookmark(at(library, "/page"))
    states = []

    def look_at(url: str) -> Fetched:
        states.append(session().in_transaction())
        return Fetched(url, 200, "text/html", None, PAGE, None, None, False)

    fetch_titles(look_at)
    assert states == [False]


def test_a_page_that_is_being_asked_is_left_alone(app: Flask, library: Site) -> None:
    a_bookmark(at(library, "/page"))
    at_the_same_time = []

    def look_at(url: str) -> Fetched:
        at_the_same_time.append(fetch_titles(look_at))
        return Fetched(url, 200, "text/html", None, PAGE, None, None, False)

    fetch_titles(look_at)
    assert at_the_same_time == [0]


def test_a_process_that_died_holds_a_page_for_minutes_only(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    resource = a_bookmark(at(library, "/page")).resource
    _die_while_asking()
    assert ask() == 0
    after(resource, minutes=6)
    assert ask() == 1
    assert resource.fetch_state == "done"


def test_a_page_on_which_every_process_dies_is_given_up(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    resource = a_bookmark(at(library, "/page")).resource
    for _time in range(ATTEMPTS):
        _die_while_asking()
        after(resource, minutes=6)
    assert ask() == 0
    assert resource.fetch_state == "failed"


def _die_while_asking() -> None:
    def die(_url: str) -> Fetched:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_titles(die)


def test_a_few_are_asked_at_a_time_and_the_newest_first(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    resources = []
    for number in range(AT_ONCE + 1):
        library.pages[f"/{number}"] = answer(PAGE)
        resources.append(a_bookmark(at(library, f"/{number}")).resource)
    assert ask() == AT_ONCE
    assert [r.fetch_state for r in resources] == ["waiting", *["done"] * AT_ONCE]


@pytest.mark.parametrize(("is_on", "state"), [(True, "refused"), (False, "waiting")])
def test_the_setting_decides(app: Flask, as_member: Any, is_on: bool, state: str) -> None:
    app.config["FETCH_TITLES"] = is_on
    data = {"url": "http://10.1.2.3/", "audience": "organization", "publish": "y"}
    as_member(a_member()).post("/bookmarks/new", data=data)
    assert session().query(Resource).one().fetch_state == state


def test_a_resource_asked_in_vain_says_so_to_its_saver(app: Flask, as_member: Any) -> None:
    bookmark = a_bookmark("http://10.1.2.3/")
    fetch_titles()
    path = f"/bookmarks/{bookmark.entry_id}"
    assert "did not tell us its title" in as_member(bookmark.entry.author).get(path).text
    assert "did not tell us its title" not in as_member(a_member()).get(path).text


def test_a_moment_in_the_future_waits(app: Flask, library: Site, ask: Callable[[], int]) -> None:
    resource = a_bookmark(at(library, "/page")).resource
    resource.fetch_due_at = clock.now() + timedelta(minutes=1)
    commit()
    assert ask() == 0
