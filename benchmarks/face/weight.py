"""What the style sheets and the scripts of a page weigh on their way to a reader."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from benchmarks.face.browser import windows
from benchmarks.face.pages import Page

LOADED = "performance.getEntriesByType('resource').map(loaded => loaded.name)"
AS_A_BROWSER = {"Accept-Encoding": "gzip, deflate"}
AS_A_PROXY = 6
"""The level by which nginx and its like compress what the application leaves as it is."""


def weigh(page: Page, cookies: Mapping[str, str]) -> dict[str, int]:
    """The compressed bytes of all style sheets ("css") and scripts ("js") that `page` loads, whoever made them."""
    with windows(cookies) as opened:
        addresses = set(opened.open(page).evaluate(LOADED))
    return {
        kind: sum(_bytes(address) for address in addresses if urlsplit(address).path.endswith(f".{kind}"))
        for kind in ("css", "js")
    }


def _bytes(address: str) -> int:
    with requests.get(address, headers=AS_A_BROWSER, stream=True, timeout=10) as response:
        body = response.raw.read()
        return len(body) if "Content-Encoding" in response.headers else len(gzip.compress(body, AS_A_PROXY))
