"""Nothing takes longer than was allowed for everything together."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from community.kernel.safe_fetch import FetchFailed
from tests.kernel.safe_fetch.sites import Act, Site, Visit, drip, redirect, silence, trusting

LIMIT = 0.4
FAR_TOO_LONG = 4.0
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    """Every test of this file is about giving up soon."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < FAR_TOO_LONG


@pytest.mark.parametrize(
    "dawdling",
    [
        pytest.param(silence, id="no answer"),
        pytest.param(drip(b""), id="the status line"),
        pytest.param(drip(b"HTTP/1.1 200 OK\r\nX: "), id="a header"),
        pytest.param(drip(PAGE + b"Connection: close\r\n\r\n"), id="a body without a length"),
        pytest.param(drip(PAGE + b"Content-Length: 999999\r\n\r\n"), id="a body with a length"),
        pytest.param(drip(PAGE + b"Transfer-Encoding: chunked\r\n\r\nfffff\r\n"), id="a chunk"),
        pytest.param(drip(PAGE + b"Transfer-Encoding: chunked\r\n\r\n5;"), id="the length of a chunk"),
        pytest.param(drip(b"HTTP/1.1 100 Continue\r\n"), id="what comes before the answer"),
    ],
)
def test_a_slow_drip_ends_with_the_deadline(library: Site, visit: Visit, dawdling: Act) -> None:
    library.pages["/slow"] = dawdling
    with pytest.raises(FetchFailed, match="too long"):
        visit("/slow", timeout=LIMIT)


def test_what_a_slow_site_has_sent_so_far_is_not_taken_for_the_page(library: Site, visit: Visit) -> None:
    library.pages["/slow"] = drip(PAGE + b"Connection: close\r\n\r\n<title>Half")
    with pytest.raises(FetchFailed, match="too long"):
        visit("/slow", timeout=LIMIT, truncate=True)


def test_a_redirect_does_not_start_the_time_again(library: Site, visit: Visit) -> None:
    library.pages |= {"/1": redirect("/2"), "/2": redirect("/3"), "/3": silence}
    with pytest.raises(FetchFailed, match="too long"):
        visit("/1", timeout=LIMIT)


def test_a_handshake_that_never_ends_is_given_up(library: Site, visit: Visit) -> None:
    # The library speaks no TLS: it waits for a request in clear text, as we wait for its hello.
    with pytest.raises(FetchFailed, match="too long"):
        visit("/", timeout=LIMIT, scheme="https", tls=trusting())


def test_a_name_server_that_never_answers_is_given_up(visit: Visit) -> None:
    answered = threading.Event()

    def dawdling(_host: str, _port: int) -> list[str]:
        answered.wait()
        return ["127.0.0.1"]

    try:
        with pytest.raises(FetchFailed, match="too long"):
            visit("/", timeout=LIMIT, resolver=dawdling)
    finally:
        answered.set()
