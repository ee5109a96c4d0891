"""Going about by the keyboard alone: Tab to what is wanted, then type or press."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from community.demo.people import PASSWORD
from tests.browser.visits import Visits

FARTHEST = 150


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until what is wanted has the focus."""
    expect(wanted.first).to_be_visible()
    for _press in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.first.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"Tab never came to {wanted}")


def press(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Go to a link or button by Tab and press a key on it."""
    tab_to(page, page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]  # the role is one of ARIA's
    page.keyboard.press(key)


def write(page: Page, label: str, text: str) -> None:
    """Go to a field by Tab and type."""
    tab_to(page, page.get_by_role("textbox", name=re.compile(f"^{label}")))
    page.keyboard.type(text)


def come_in(visits: Visits, username: str) -> Page:
    """Sign in by the keyboard alone."""
    page = visits.visitor()
    page.goto("/sign-in")
    write(page, "Username or mail", username)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    return page
