"""An encrypted page comes from the site that the address names, or not at all."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import pytest

from community.kernel.safe_fetch import Allowed, Fetched, FetchFailed, fetch
from tests.kernel.safe_fetch.sites import Site, answer, open_site, served_as, trusting


@pytest.fixture
def vault() -> Iterator[Site]:
    """A site that can prove that it is library.example."""
    with open_site(served_as("library.example")) as site:
        site.pages["/"] = answer(b"<title>Library</title>")
        yield site


def visit(site: Site, name: str, tls: ssl.SSLContext | None) -> Fetched:
    return fetch(
        f"https://{name}:{site.port}/",
        allow=Allowed(also=site.allowed),
        resolver=lambda _host, _port: ["127.0.0.1"],
        tls=tls,
    )


def test_the_certificate_is_that_of_the_name_although_we_connect_to_an_address(vault: Site) -> None:
    assert visit(vault, "library.example", trusting()).body == b"<title>Library</title>"


def test_the_server_is_told_which_name_is_wanted(vault: Site) -> None:
    names = []
    assert vault.tls
    vault.tls.sni_callback = lambda _socket, name, _context: names.append(name)
    visit(vault, "library.example", trusting())
    assert names == ["library.example"]


def test_a_certificate_for_another_name_is_not_taken(vault: Site) -> None:
    with pytest.raises(FetchFailed, match="prove"):
        visit(vault, "bank.example", trusting())
    assert vault.requests == []


def test_a_certificate_for_a_name_is_not_taken_for_its_address(vault: Site) -> None:
    with pytest.raises(FetchFailed, match="prove"):
        visit(vault, "127.0.0.1", trusting())


def test_an_authority_that_nobody_knows_is_not_trusted(vault: Site) -> None:
    with pytest.raises(FetchFailed, match="prove"):
        visit(vault, "library.example", tls=None)
    assert vault.requests == []
