"""A Chromium in which each kind of person has a window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab

from benchmarks.face.pages import Page
from community.bootstrap.machine import chromium
from tests.browser.conftest import FLAGS
from tests.browser.visits import HEIGHT, WIDE

SEND_EMPTY = "form => { form.noValidate = true; form.requestSubmit() }"


@dataclass
class Windows:
    """The windows of one browser, opened when they are first needed."""

    browser: Browser
    cookies: Mapping[str, str]
    _tabs: dict[str, Tab] = field(default_factory=dict)

    def open(self, page: Page) -> Tab:
        """The tab of the page's person with the page in it, wide and by day."""
        tab = self._tab(page)
        tab.set_viewport_size({"width": WIDE, "height": HEIGHT})
        tab.emulate_media(color_scheme="light")
        tab.goto(page.address)
        if page.sent_empty:
            with tab.expect_navigation():
                tab.locator("main form[method=post]").last.evaluate(SEND_EMPTY)
        tab.evaluate("document.fonts.ready")
        return tab

    def _tab(self, page: Page) -> Tab:
        if page.person not in self._tabs:
            window = self._window(page)
            window.set_default_timeout(20_000)
            self._tabs[page.person] = window.new_page()
        return self._tabs[page.person]

    def _window(self, page: Page) -> BrowserContext:
        window = self.browser.new_context(reduced_motion="reduce")
        if page.person in self.cookies:
            host = urlsplit(page.address).hostname or ""
            window.add_cookies([{"name": "session", "value": self.cookies[page.person], "domain": host, "path": "/"}])
        return window


@contextmanager
def windows(cookies: Mapping[str, str]) -> Iterator[Windows]:
    """A browser for the people who have these session cookies; a person without one is a visitor.

    Raises:
        LookupError: there is no Chromium on this machine.
    """
    program = chromium()
    if program is None:
        raise LookupError("There is no Chromium on this machine.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=list(FLAGS))
        yield Windows(browser, cookies)
        browser.close()
