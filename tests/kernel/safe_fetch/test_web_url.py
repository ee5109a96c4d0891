"""How an address is read before it is fetched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kernel.safe_fetch import FetchRefused
from community.kernel.safe_fetch.web_url import WebUrl, read


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://example.org", WebUrl("http", "example.org", 80, "/")),
        ("HTTPS://Example.ORG/Path", WebUrl("https", "example.org", 443, "/Path")),
        ("http://example.org:8080?q=1", WebUrl("http", "example.org", 8080, "/?q=1")),
        ("http://93.184.215.14/", WebUrl("http", "93.184.215.14", 80, "/")),
        ("http://[2606:4700::1]:81/", WebUrl("http", "[2606:4700::1]", 81, "/")),
        ("http://my_site.example.org/a#part", WebUrl("http", "my_site.example.org", 80, "/a")),
        ("http://example.org/#@127.0.0.1/", WebUrl("http", "example.org", 80, "/")),
        ("http://example.org/?next=http://127.0.0.1/", WebUrl("http", "example.org", 80, "/?next=http://127.0.0.1/")),
        ("http://example.org/a b/é", WebUrl("http", "example.org", 80, "/a%20b/%C3%A9")),
        ("http://example.org/a%20b\\c", WebUrl("http", "example.org", 80, "/a%20b%5Cc")),
    ],
)
def test_an_address_is_read_into_where_to_connect_and_what_to_ask_for(url: str, parts: WebUrl) -> None:
    assert read(url) == parts


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("/new", "http://example.org:81/new"),
        ("next?page=2", "http://example.org:81/a/next?page=2"),
        ("?page=2", "http://example.org:81/a/b?page=2"),
        ("//other.example/x", "http://other.example/x"),
        ("https://other.example", "https://other.example/"),
        ("/caf\xc3\xa9 au lait", "http://example.org:81/caf%C3%A9%20au%20lait"),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_met(location: str, place: str) -> None:
    assert str(read("http://example.org:81/a/b").follow(location)) == place


def test_who_pastes_a_password_is_told_to_leave_it_out() -> None:
    with pytest.raises(FetchRefused, match="password"):
        read("https://ana:secret@example.org/")


def test_an_address_without_end_is_refused() -> None:
    with pytest.raises(FetchRefused):
        read("http://example.org/" + "a" * 9000)


@given(st.text())
def test_a_redirect_to_anything_is_followed_or_refused(location: str) -> None:
    here = read("http://example.org/")
    try:
        place = here.follow(location)
    except FetchRefused:
        return
    assert read(str(place)) == place


@given(st.text(alphabet="htps:/.@\\[]#?%01x27alocdf\u3002\uff11 \t"))
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    try:
        place = read("http://" + text)
    except FetchRefused:
        return
    assert read(str(place)) == place
