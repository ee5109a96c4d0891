"""What a fetch brings back, and what it refuses to carry."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from pathlib import Path

import pytest

from community.kernel.safe_fetch import Allowed, FetchFailed, FetchRefused, fetch
from tests.kernel.safe_fetch.sites import Site, Visit, answer, open_site, redirect


def test_a_page_comes_with_what_its_header_says(library: Site, visit: Visit) -> None:
    library.pages["/page"] = answer(
        b"hello",
        'ETag: "7"',
        "Last-Modified: Sun, 22 Nov 2026 10:00:00 GMT",
        kind='Text/HTML; charset="ISO-8859-15"',
    )
    fetched = visit("/page")
    assert (fetched.status, fetched.body, fetched.truncated) == (200, b"hello", False)
    assert (fetched.content_type, fetched.charset) == ("text/html", "iso-8859-15")
    assert (fetched.etag, fetched.last_modified) == ('"7"', "Sun, 22 Nov 2026 10:00:00 GMT")


def test_the_site_is_asked_by_its_name(library: Site, visit: Visit) -> None:
    visit("/")
    assert f"Host: library.example:{library.port}\r\n" in library.requests[0]


def test_the_name_is_resolved_once_so_that_it_cannot_change_its_mind(library: Site, visit: Visit) -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    assert visit("/", resolver=rebinding).body == b"<title>Library</title>"
    assert asked == ["library.example"]


def test_a_name_is_checked_again_after_a_redirect_to_itself(library: Site, visit: Visit) -> None:
    library.pages["/again"] = redirect("/")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with pytest.raises(FetchRefused):
        visit("/again", resolver=lambda _host, _port: next(answers))
    assert len(library.requests) == 1


def test_the_next_address_is_tried_when_one_does_not_answer(library: Site, visit: Visit) -> None:
    both = Allowed(also=library.allowed | {("127.0.0.9", library.port)})
    assert visit("/", allow=both, resolver=lambda _host, _port: ["127.0.0.9", "127.0.0.1"]).status == 200


def test_a_port_of_no_website_is_refused_before_anyone_connects(library: Site, visit: Visit) -> None:
    with pytest.raises(FetchRefused, match=str(library.port)):
        visit("/", allow=Allowed(), resolver=lambda _host, _port: ["93.184.215.14"])


def test_redirects_are_followed_to_where_the_page_is(library: Site, visit: Visit) -> None:
    library.pages |= {"/1": redirect("2"), "/2": redirect("/3"), "/3": redirect("/4?x=1#part")}
    library.pages["/4?x=1"] = answer(b"here")
    fetched = visit("/1")
    assert fetched.body == b"here"
    assert fetched.url == f"http://library.example:{library.port}/4?x=1"


def test_five_redirects_are_followed_and_a_sixth_is_not(library: Site, visit: Visit) -> None:
    library.pages |= {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(6)}
    library.pages["/6"] = answer(b"here")
    assert visit("/1").body == b"here"
    with pytest.raises(FetchFailed):
        visit("/0")


def test_no_cookie_is_kept(library: Site, visit: Visit) -> None:
    library.pages["/in"] = redirect("/").replace(b"\r\n\r\n", b"\r\nSet-Cookie: a=b\r\n\r\n")
    visit("/in")
    assert "cookie" not in library.requests[1].lower()


def test_no_proxy_and_no_password_is_taken_from_the_environment(
    library: Site, visit: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("machine library.example login ana password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with open_site() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        visit("/")
        assert proxy.requests == []
    assert "authorization" not in library.requests[0].lower()


@pytest.mark.parametrize("kind", ["application/pdf", "text/plain", "image/svg+xml", "text/htmlx", ""])
def test_what_is_not_a_page_is_refused(library: Site, visit: Visit, kind: str) -> None:
    library.pages["/file"] = answer(b"%PDF", kind=kind)
    with pytest.raises(FetchRefused):
        visit("/file")


def test_a_whole_family_of_types_can_be_asked_for(library: Site, visit: Visit) -> None:
    library.pages["/photo"] = answer(b"\x89PNG", kind="image/png")
    assert visit("/photo", accept=("image/*",)).content_type == "image/png"


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "301 Moved", "304 Not Modified", "999 No"])
def test_an_answer_that_is_no_page_is_a_failure_with_its_status(library: Site, visit: Visit, status: str) -> None:
    library.pages["/odd"] = answer(b"", status=status)
    with pytest.raises(FetchFailed) as failure:
        visit("/odd")
    assert failure.value.answered == int(status[:3])


def test_a_page_that_we_know_is_not_sent_again(library: Site, visit: Visit) -> None:
    library.pages["/known"] = answer(b"", status="304 Not Modified")
    assert visit("/known", etag='"7"').status == 304
    assert 'If-None-Match: "7"' in library.requests[0]


def test_a_page_of_exactly_the_limit_is_whole(library: Site, visit: Visit) -> None:
    library.pages["/long"] = answer(b"x" * 1000)
    assert not visit("/long", max_bytes=1000).truncated


def test_a_page_over_the_limit_is_refused(library: Site, visit: Visit) -> None:
    library.pages["/long"] = answer(b"x" * 1001)
    with pytest.raises(FetchRefused):
        visit("/long", max_bytes=1000)


def test_the_beginning_of_a_long_page_can_be_asked_for(library: Site, visit: Visit) -> None:
    library.pages["/long"] = answer(b"x" * 1001)
    fetched = visit("/long", max_bytes=1000, truncate=True)
    assert (len(fetched.body), fetched.truncated) == (1000, True)


PACKED = {
    "gzip": gzip.compress(b"hello"),
    "x-gzip": gzip.compress(b"hello"),
    "deflate": zlib.compress(b"hello"),
    "identity": b"hello",
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_packed_page_is_unpacked(library: Site, visit: Visit, coding: str) -> None:
    library.pages["/packed"] = answer(PACKED[coding], f"Content-Encoding: {coding}")
    assert visit("/packed").body == b"hello"


def test_the_limit_counts_what_is_unpacked(library: Site, visit: Visit) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    library.pages["/bomb"] = answer(bomb, "Content-Encoding: gzip")
    assert len(bomb) < 100_000
    with pytest.raises(FetchRefused):
        visit("/bomb", max_bytes=100_000)


def test_a_bomb_is_opened_no_further_than_was_asked(library: Site, visit: Visit) -> None:
    library.pages["/bomb"] = answer(gzip.compress(b"\0" * 50_000_000), "Content-Encoding: gzip")
    tracemalloc.start()
    fetched = visit("/bomb", max_bytes=1000, truncate=True)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(fetched.body) == 1000
    assert most < 5_000_000


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "rot13"])
def test_other_packings_are_not_opened(library: Site, visit: Visit, coding: str) -> None:
    library.pages["/packed"] = answer(b"hello", f"Content-Encoding: {coding}")
    with pytest.raises(FetchFailed):
        visit("/packed")


@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nnot packed",
    ],
)
def test_nonsense_is_a_failure_and_no_accident(library: Site, visit: Visit, nonsense: bytes) -> None:
    library.pages["/odd"] = nonsense
    with pytest.raises(FetchFailed):
        visit("/odd")


def test_a_closed_door_is_a_failure(library: Site) -> None:
    with open_site() as gone:
        port = gone.port
    with pytest.raises(FetchFailed):
        fetch(f"http://127.0.0.1:{port}/", allow=Allowed(also=frozenset({("127.0.0.1", port)})))


def test_a_name_that_nobody_has_is_a_failure(visit: Visit) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("Name or service not known")

    with pytest.raises(FetchFailed):
        visit("/", resolver=unknown)


def test_a_name_without_an_address_is_a_failure(visit: Visit) -> None:
    with pytest.raises(FetchFailed):
        visit("/", resolver=lambda _host, _port: [])
