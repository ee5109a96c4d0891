"""`make pictures`: each page as a picture, by day and by night, on a wide screen and on a phone.

python -m benchmarks.face.pictures [--pages home,question]
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page as Tab

from benchmarks.face.browser import Windows, windows
from benchmarks.face.pages import Page, refused, walk
from benchmarks.face.places import PICTURES
from benchmarks.face.stage import stage
from tests.browser.visits import HEIGHT, NARROW, WIDE

TALLEST = 4000
"""A picture ends here: what comes below in a long list is more of the same."""


def main() -> None:
    """Take every picture anew."""
    parser = argparse.ArgumentParser(description="A picture of every page.")
    parser.add_argument("--pages", default="", help="only routes and addresses with one of these words in them")
    words = [word for word in parser.parse_args().pages.split(",") if word]
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as site:
        pages = [page for page, _text in walk(site, words)] + refused(site, words)
        with windows(site.cookies) as opened:
            for number, page in enumerate(pages):
                _take(opened, page, f"{number:03}{re.sub(r'[^a-z0-9]+', '-', str(page).lower())[:70]}")
    print(f"{len(pages)} pages are in {PICTURES}")


def _take(opened: Windows, page: Page, name: str) -> None:
    tab = opened.open(page)
    for width in (WIDE, NARROW):
        tab.set_viewport_size({"width": width, "height": HEIGHT})
        for theme in ("light", "dark"):
            tab.emulate_media(color_scheme="light" if theme == "light" else "dark")
            _picture(tab, PICTURES / f"{name}-{width}-{theme}.png")


def _picture(tab: Tab, path: Path) -> None:
    size = tab.viewport_size
    assert size is not None
    tall: int = tab.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(tall, TALLEST)}
    tab.screenshot(path=path, full_page=True, clip={**clip})  # type: ignore[arg-type]  # the four numbers of a clip


if __name__ == "__main__":
    main()
