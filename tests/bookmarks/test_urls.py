"""Which addresses can be saved, and which two are the same page."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.bookmarks.urls import LONGEST_URL, BadUrl, check, normalize
from community.kernel.safe_fetch.web_url import read

REFUSED = [
    "",
    "   ",
    "example.org",
    "example.org:8080/page",
    "//example.org/",
    "?lY47tw",
    "/page",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://example.org/1",
    "place:type=6&sort=14",
    "about:blank",
    "chrome://settings/",
    "file:///etc/passwd",
    "ftp://ftp.example.org/pub/",
    "mailto:ana@example.org",
    "http:example.org",
    "http:/example.org",
    "http://",
    "http:///page",
    "http://?q=1",
    "http://:80/",
    "http://.",
    "http://..",
    "http://exa mple.org/",
    "http://exa\nmple.org/",
    "http://example.org/\x00",
    "http://example.org/\x9f",
    "http://example.org/\ud800",
    "http://example.org:0/",
    "http://example.org:65536/",
    "http://example.org:http/",
    "http://example.org:80:80/",
    "http://ana:secret@example.org/",
    "http://ana@example.org/",
    "http://127.0.0.1:p\\@example.org/",
    "http://example.org\\@intranet/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://1.2.3/",
    "http://1.2.3.256/",
    "http://[::1/",
    "http://[example.org]/",
    "http://[fe80::1%25eth0]/",
    "http://%ff/",
    "http://example.org%2fpage/",
    "http://exa<mple.org/",
    "http://a..b/",
    "http://" + "a" * 64 + ".org/",
    "http://example.org/" + "a" * LONGEST_URL,
    "http://example.org/" + "é" * 500,
]


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_no_web_address_is_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(BadUrl, match=r"^[A-Z].*\.$"):
        check(url)


@pytest.mark.parametrize("url", REFUSED)
def test_what_cannot_be_saved_has_no_key(url: str) -> None:
    with pytest.raises(BadUrl):
        normalize(url)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (" https://example.org/page \n", "https://example.org/page"),
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("http://example.org.:8080/", "http://example.org:8080/"),
        ("https://example.org/Seite über uns", "https://example.org/Seite%20%C3%BCber%20uns"),
        ("https://example.org/%7eana/%c3%a9?q=%41%2f", "https://example.org/~ana/%C3%A9?q=A%2F"),
        ("https://example.org/100%/a%zz", "https://example.org/100%25/a%25zz"),
        ("https://example.org/a/./b/../c", "https://example.org/a/c"),
        ("https://example.org/%2e%2e/a", "https://example.org/a"),
        ("https://example.org/?a[]=1&b=x y#part two", "https://example.org/?a%5B%5D=1&b=x%20y#part%20two"),
        ("https://example.org/?utm_source=x#here", "https://example.org/?utm_source=x#here"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("http://127.0.0.1/", "http://127.0.0.1/"),
        ("http://intranet/wiki", "http://intranet/wiki"),
        ("http://my_site.example.org/", "http://my_site.example.org/"),
        ("http://[2001:DB8:0:0::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_an_address_is_cleaned_up(typed: str, clean: str) -> None:
    assert check(typed) == clean


SAME_PAGE = [
    ["https://example.org/", "http://example.org", "HTTPS://EXAMPLE.ORG:443/", "http://example.org:80/?#top"],
    ["https://example.org/~ana", "http://example.org/%7Eana", "http://example.org/%7eana#cv"],
    ["https://example.org/a%2Fb", "https://example.org/a%2fb"],
    ["https://example.org/b", "https://example.org/a/../b", "https://example.org/./b"],
    ["https://example.org/?a=1", "https://example.org?a=1&utm_source=news&utm_medium=mail", "http://example.org/?a=1&"],
    ["https://example.org/a", "https://example.org/a?fbclid=1&gclid=2&mc_eid=3&_hsenc=4&igshid=5&UTM_Term=6"],
    ["https://example.org/a", "https://example.org/a?utm%5Fsource=x", "https://example.org/a#:~:text=words"],
    ["https://bücher.example/", "https://xn--bcher-kva.example/", "http://BÜCHER.example"],
    ["https://example.org/é", "https://example.org/%C3%A9", "https://example.org/%c3%a9"],
    ["https://example.org/#!/inbox", "http://example.org#!/inbox"],
    ["http://[2001:db8::1]/", "http://[2001:DB8:0::0:1]/"],
]


@pytest.mark.parametrize("addresses", SAME_PAGE)
def test_one_page_has_one_key(addresses: list[str]) -> None:
    assert len({normalize(address) for address in addresses}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://example.org/a/"),
        ("https://example.org/a", "https://example.org//a"),
        ("https://example.org/", "https://www.example.org/"),
        ("https://example.org/", "https://example.org:8080/"),
        ("https://example.org/", "https://example.org/index.html"),
        ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1"),
        ("https://example.org/?a=1&a=2", "https://example.org/?a=2&a=1"),
        ("https://example.org/?a=1", "https://example.org/?a="),
        ("https://example.org/?q=a+b", "https://example.org/?q=a%2Bb"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/#!/inbox", "https://example.org/#!/sent"),
        ("https://example.org/#/inbox", "https://example.org/"),
        ("https://example.org/?utmost=1", "https://example.org/"),
        ("https://example.org/?pk=1", "https://example.org/"),
    ],
)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


def test_a_key_reads_as_an_address() -> None:
    assert normalize("HTTP://Example.org/Notes/?b=2&gclid=x&a=%7e#top") == "https://example.org/Notes/?b=2&a=~"


ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["example.org", "Bücher.example", "[::1]", "127.0.0.1", "a.b.", "%65xample.org"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text(alphabet=st.sampled_from("/?#!&=.%2eE7utm_sé +[]\\:@'\"<") | st.characters(), max_size=40).map(
        lambda rest: rest if rest[:1] in {"/", "?", "#"} else "/" + rest
    ),
)


@given(ADDRESSES)
@example("http://example.org/%252e/..")
@example("https://example.org:80/?#")
@example("http://example.org/%%32e%2e/a")
def test_cleaning_and_normalizing_again_change_nothing(url: str) -> None:
    try:
        clean, key = check(url), normalize(url)
    except BadUrl:
        return
    assert check(clean) == clean
    assert normalize(clean) == normalize(key) == key


@given(ADDRESSES)
def test_what_can_be_saved_is_read_as_the_same_place_when_it_is_fetched(url: str) -> None:
    try:
        clean = check(url)
    except BadUrl:
        return
    assert str(read(clean)) == clean.partition("#")[0]


@given(st.text())
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    with suppress(BadUrl):
        assert check(text).isascii()
