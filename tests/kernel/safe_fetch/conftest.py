"""A site named library.example, at a port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from community.kernel.safe_fetch import PUBLIC_WEB, Allowed, Fetched, fetch
from tests.kernel.safe_fetch.sites import Site, Visit, answer, open_site

settings.register_profile("unhurried", deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


@pytest.fixture
def library() -> Iterator[Site]:
    """The site, with a front page."""
    with open_site() as site:
        site.pages["/"] = answer(b"<title>Library</title>")
        yield site


@pytest.fixture
def visit(library: Site) -> Visit:
    """`visit("/path")` fetches from the library, the one address of this machine that is let through."""

    def go(path: str, scheme: str = "http", **wishes: Any) -> Fetched:
        wishes.setdefault("allow", Allowed(PUBLIC_WEB.ports, library.allowed))
        wishes.setdefault("resolver", lambda _host, _port: ["127.0.0.1"])
        return fetch(f"{scheme}://library.example:{library.port}{path}", **wishes)

    return go
