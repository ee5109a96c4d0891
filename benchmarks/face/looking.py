"""Looking at pages: axe-core by day and night, wide and narrow; what scrolls sideways; what is too small to press."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count

from playwright.sync_api import Page as Tab

from benchmarks.face.browser import windows
from benchmarks.face.findings import Finding
from benchmarks.face.pages import Page
from benchmarks.face.places import HERE
from tests.browser.axe import OF_COLORS, violations
from tests.browser.visits import HEIGHT, NARROW, WIDE

NARROW_ONES = (640, 360, 320)
"""1280 pixels at 200 %, the smallest phone, and 1280 pixels at 400 %, where WCAG 2.2's 1.4.10 looks."""

OPEN_ALL = "document.querySelectorAll('main details').forEach(part => { part.open = true })"
STICKS_OUT = """(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return "";
  const all = [...document.body.querySelectorAll("*")];
  const out = all.filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
  const last = out.filter((one) => !out.some((other) => other !== one && one.contains(other)))[0] ?? document.body;
  return `${last.parentElement.className} > ${last.localName}.${last.className}`;
})()"""


def look(pages: Sequence[Page], cookies: Mapping[str, str]) -> list[Finding]:
    """What is to be mended on these pages; as many browsers work at once as the machine has processors.

    Args:
        pages: what is looked at.
        cookies: the session cookie of each person who has one.
    """
    several = min(cpu_count() or 1, len(pages)) or 1
    shares = [pages[number::several] for number in range(several)]
    with ProcessPoolExecutor(several, mp_context=get_context("spawn")) as processes:
        return list(itertools.chain.from_iterable(processes.map(_look_at, shares, [cookies] * several)))


def _look_at(pages: Sequence[Page], cookies: Mapping[str, str]) -> list[Finding]:
    with windows(cookies) as opened:
        return [finding for page in pages for finding in _findings(opened.open(page), page)]


def _findings(tab: Tab, page: Page) -> Iterator[Finding]:
    for width in (WIDE, NARROW):
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        if width == NARROW:
            tab.evaluate(OPEN_ALL)
        yield from _by_axe(tab, page, width)
        for selector in tab.evaluate((HERE / "targets.js").read_text()):
            yield Finding("small_targets", f"{page}, {width} px", "WCAG 2.5.8", selector)
    for width in NARROW_ONES:
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        if out := tab.evaluate(STICKS_OUT):
            yield Finding("sideways_pages", str(page), f"scrolls at {width} px", out)


def _by_axe(tab: Tab, page: Page, width: int) -> Iterator[Finding]:
    for theme in ("light", "dark"):
        tab.emulate_media(color_scheme="light" if theme == "light" else "dark")
        for rule, selector in violations(tab, () if theme == "light" else OF_COLORS):
            yield Finding("axe_violations", f"{page}, {width} px, {theme}", rule, selector)
