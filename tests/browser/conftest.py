"""A site that serves the demonstration, a Chromium, and the windows of the people in a test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from community.bootstrap.machine import chromium as found_chromium
from tests.browser.live_site import LiveSite, served
from tests.browser.visits import WIDE, Visits

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium that reaches nothing but this machine."""
    path = os.environ.get("COMMONPLACE_CHROMIUM") or found_chromium()
    if not path:
        pytest.skip("There is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(path), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[LiveSite]:
    """The demonstration organization, served once for this test process."""
    base = tmp_path_factory.getbasetemp()
    shared: Path = base if worker_id == "master" else base.parent
    with served(tmp_path_factory.mktemp("site"), shared / "demonstration.db") as site:
        yield site


@pytest.fixture
def width() -> int:
    """How wide the windows are; tests that ask for a phone as well are parametrized with `on_both_widths`."""
    return WIDE


@pytest.fixture
def visits(chromium: Browser, live_site: LiveSite, width: int) -> Iterator[Visits]:
    """Whoever comes to the site in this test. The test fails when anything went wrong in a window."""
    visits = Visits(chromium, live_site.address, width)
    yield visits
    visits.close()
    assert visits.trouble == []
