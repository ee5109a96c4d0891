"""People at the site: each has a browser window of their own, which notes whatever goes wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, expect

from community.demo.people import PASSWORD

WIDE, NARROW = 1280, 390
HEIGHT = 900
SERVER_ERROR, CLIENT_ERROR = 500, 400
# Chromium says this of every 4xx and 5xx answer; those are judged by `Visits._answered`.
OF_AN_ANSWER = "Failed to load resource"


@dataclass
class Visits:
    """All the windows of one test."""

    browser: Browser
    address: str
    width: int = WIDE
    trouble: list[str] = field(default_factory=list)
    _windows: list[BrowserContext] = field(default_factory=list)

    def visitor(self, **options: Any) -> Page:
        """Open a window for somebody who is not signed in; options go to Playwright's `new_context`."""
        window = self.browser.new_context(
            base_url=self.address,
            viewport={"width": self.width, "height": HEIGHT},
            reduced_motion="reduce",
            **{"locale": "en-US"} | options,
        )
        window.set_default_timeout(10_000)
        self._windows.append(window)
        page = window.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.trouble.append(f"{page.url}: {error}"))
        page.on("response", self._answered)
        return page

    def member(self, username: str, **options: Any) -> Page:
        """Open a window and sign in by the form, as one of the demonstration's people."""
        page = self.visitor(**options)
        page.goto("/sign-in")
        sign_in(page, username)
        page.wait_for_url("**/")
        return page

    def close(self) -> None:
        """Close every window."""
        for window in self._windows:
            window.close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(OF_AN_ANSWER):
            self.trouble.append(f"{message.location.get('url')}: {message.text}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (SERVER_ERROR if is_page else CLIENT_ERROR):
            self.trouble.append(f"{response.status} from {urlsplit(response.url).path}")


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the form of the sign-in page and send it."""
    page.get_by_label("Username or mail").fill(username)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def post_question(page: Page, title: str) -> None:
    """Send the form of a question, and arrive at its page."""
    page.get_by_role("button", name="Post question").click()
    expect_posted(page, title)


def expect_posted(page: Page, title: str) -> None:
    """Wait for the question's page; where similar ones are shown first, post it all the same."""
    posted = page.get_by_role("heading", level=1, name=title)
    anyway = page.get_by_role("button", name="Post my question anyway")
    expect(posted.or_(anyway)).to_be_visible()
    if anyway.is_visible():
        anyway.click()
    expect(posted).to_be_visible()
