"""What axe-core finds on an open page: https://github.com/dequelabs/axe-core."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLORS = ("color-contrast", "link-in-text-block")
"""What may differ between day and night; the other rules look at the elements alone."""

RUN = """async (options) => {
  const found = await axe.run(document, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target.join(" ")]));
}"""


class Violation(NamedTuple):
    """A rule that an element does not keep."""

    rule: str
    selector: str


def violations(page: Page, rules: Sequence[str] = ()) -> list[Violation]:
    """What does not keep the rules of WCAG 2.2 AA and good practice on the page as it stands now.

    Args:
        page: the page; nothing is fetched for it.
        rules: the names of the rules to check; all of them when empty.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    of = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(RULES)}
    return [Violation(*found) for found in page.evaluate(RUN, {"runOnly": of})]
