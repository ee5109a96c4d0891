"""`make face`: what is to be mended on any page, then one line for each figure.

python -m benchmarks.face [--pages home,question] [--only axe,nu,lighthouse,bytes,words]
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.face import lighthouse, nu
from benchmarks.face.findings import tell
from benchmarks.face.looking import look
from benchmarks.face.pages import Found, Page, refused, walk
from benchmarks.face.places import PAGES
from benchmarks.face.stage import Stage, stage
from benchmarks.face.tools import install
from benchmarks.face.weight import weigh
from benchmarks.figures import figure

PARTS = ("axe", "nu", "lighthouse", "bytes", "words")
READER = "ana"
ENTRIES = ("questions.show", "reflections.show")


def main() -> None:
    """Serve the demonstration, look at it, print what was found, and end in figures."""
    chosen = _arguments()
    parts, words = chosen.only.split(","), [word for word in chosen.pages.split(",") if word]
    missing = install() if {"nu", "lighthouse"} & set(parts) else ""
    if missing:
        print(missing)
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as site:
        _report(site, parts, words)
    if "words" in parts:
        _untranslated()


def _report(site: Stage, parts: Sequence[str], words: Sequence[str]) -> None:
    found = list(walk(site, words))
    pages = [page for page, _text in found] + refused(site, words)
    print(f"{len(pages)} pages", flush=True)
    figures: dict[str, tuple[float, str]] = {}
    if "axe" in parts:
        figures |= _looked_at(pages, site)
    if "nu" in parts:
        figures |= _checked(found)
    if "lighthouse" in parts:
        figures |= _scored(found, site)
    if "bytes" in parts:
        figures |= _weighed(found, site)
    for name, (value, unit) in figures.items():
        figure(name, value, unit)


def _looked_at(pages: Sequence[Page], site: Stage) -> dict[str, tuple[float, str]]:
    findings = look(pages, site.cookies)
    tell(findings)
    counts = Counter(finding.figure for finding in findings)
    sideways = {finding.page for finding in findings if finding.figure == "sideways_pages"}
    return {
        "axe_violations": (counts["axe_violations"], "elements"),
        "sideways_pages": (len(sideways), "pages"),
        "small_targets": (counts["small_targets"], "controls"),
    }


def _checked(found: Sequence[Found]) -> dict[str, tuple[float, str]]:
    if reason := nu.why_not():
        print(f"nu_errors is left out. {reason}")
        return {}
    findings = nu.check(found)
    tell(findings)
    print(f"The pages are kept in {PAGES}")
    return {"nu_errors": (len(findings), "errors")}


def _scored(found: Sequence[Found], site: Stage) -> dict[str, tuple[float, str]]:
    if reason := lighthouse.why_not():
        print(f"The figures of Lighthouse are left out. {reason}")
        return {}
    entries = [page.address for route in ENTRIES if (page := _first(found, route))]
    addresses = [f"{site.address}/", f"{site.address}/search?q=handover", *entries]
    scores, findings = lighthouse.measure(addresses, site.cookies[READER])
    tell(findings)
    return {f"lighthouse_{name.replace('-', '_')}": (score, "points") for name, score in scores.items()}


def _weighed(found: Sequence[Found], site: Stage) -> dict[str, tuple[float, str]]:
    page = _first(found, "questions.show")
    if page is None:
        return {}
    return {f"{kind}_bytes": (size, "bytes") for kind, size in weigh(page, site.cookies).items()}


def _first(found: Sequence[Found], route: str) -> Page | None:
    """The first page of a route as the reader sees it, if the chosen ones hold one."""
    return next((page for page, _text in found if page.name.startswith(route) and page.person == READER), None)


def _untranslated() -> None:
    if importlib.util.find_spec("benchmarks.untranslated") is None:
        print("untranslated is left out: nothing counts it yet.")
        return
    figure("untranslated", importlib.import_module("benchmarks.untranslated").count(), "texts")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What every page is like.")
    parser.add_argument("--pages", default="", help="only routes and addresses with one of these words in them")
    parser.add_argument("--only", default=",".join(PARTS), help="only these measurements")
    return parser.parse_args()


if __name__ == "__main__":
    main()
