"""What a test run left behind: how the tests went, how much they covered, and what they measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

FIGURE = "figure "


@dataclass(frozen=True)
class Totals:
    """How many tests went well, did not, and were left out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def count(self) -> int:
        """How many tests there are."""
        return self.passed + self.failed + self.skipped


def totals(report: Path) -> Totals:
    """Count the tests of a JUnit report; a run that wrote none has none.

    A test that fails as it was expected to went well.
    """
    if not report.exists():
        return Totals()
    cases = ET.parse(report).getroot().iter("testcase")  # noqa: S314 (our own tests wrote it)
    return sum((_outcome(case) for case in cases), Totals())


def _outcome(case: ET.Element) -> Totals:
    if case.find("failure") is not None or case.find("error") is not None:
        return Totals(failed=1)
    skipped = case.find("skipped")
    if skipped is not None and skipped.get("type") != "pytest.xfail":
        return Totals(skipped=1)
    return Totals(passed=1)


def figures(notes: Path) -> list[str]:
    """The lines `figure NAME VALUE UNIT` that tests appended to a file, each once, in their order."""
    if not notes.exists():
        return []
    lines = (line.strip() for line in notes.read_text("utf-8").splitlines())
    return list(dict.fromkeys(line for line in lines if line.startswith(FIGURE)))


def coverage_figure(report: Path) -> list[str]:
    """How much of the code was run, as a line, from coverage's JSON report; none without a report."""
    if not report.exists():
        return []
    percent = json.loads(report.read_text("utf-8"))["totals"]["percent_covered"]
    return [f"figure coverage {percent:.1f} percent"]
