"""Lighthouse in its mobile profile: https://github.com/GoogleChrome/lighthouse."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.face.findings import Finding
from benchmarks.face.places import TOOLS
from community.bootstrap.machine import chromium
from tests.browser.conftest import FLAGS

PROGRAM = TOOLS / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ("performance", "accessibility", "best-practices")
ROUNDS = 3
TRIES = 3
SECONDS = 180
AIM = 95


def why_not() -> str:
    """What Lighthouse lacks on this machine, in a sentence; nothing when it can run."""
    return "" if PROGRAM.exists() else "Lighthouse is not installed."


def measure(addresses: Iterable[str], cookie: str) -> tuple[dict[str, float], list[Finding]]:
    """Look at pages as a member with a middling phone and a slow network.

    Args:
        addresses: the pages.
        cookie: the member's session cookie.

    Returns:
        For each category the lowest score of a page, out of 100; of each page the median of three rounds counts,
        since performance moves with what else the machine does. Then what kept a page from full marks.
    """
    lowest = dict.fromkeys(CATEGORIES, 100.0)
    findings: list[Finding] = []
    for address in addresses:
        reports = [_report(address, cookie) for _round in range(ROUNDS)]
        for category in CATEGORIES:
            score = 100 * median(report["categories"][category]["score"] for report in reports)
            lowest[category] = min(lowest[category], score)
            findings += _shortcomings(address, category, score, reports[0])
    return lowest, findings


def _report(address: str, cookie: str) -> Mapping[str, Any]:
    command = [
        "node", str(PROGRAM), address, "--quiet", "--no-enable-error-reporting",
        "--output=json", "--output-path=stdout",
        f"--only-categories={','.join(CATEGORIES)}", "--extra-headers", json.dumps({"Cookie": f"session={cookie}"}),
        f"--chrome-flags={' '.join(('--headless=new', *(_quoted(flag) for flag in FLAGS)))}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": str(chromium())}
    report: Mapping[str, Any] = json.loads(_output(command, environment))
    assert report["finalDisplayedUrl"] == address, f"{address} led to {report['finalDisplayedUrl']}"
    return report


def _output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """What the program prints; on a busy machine the browser may not be there in time, so it gets another try."""
    for _try in range(TRIES):
        done = subprocess.run(  # noqa: S603 (our own tool, as locked)
            command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        if done.returncode == 0:
            return done.stdout
    raise RuntimeError(f"Lighthouse: {done.stderr.strip()[-500:]}")


def _quoted(flag: str) -> str:
    return f'"{flag}"' if " " in flag else flag


def _shortcomings(address: str, category: str, score: float, report: Mapping[str, Any]) -> list[Finding]:
    """The audits that were not passed; of performance only the score, whose parts are all measured times."""
    path = "/" + address.split("/", 3)[-1]
    if category == "performance":
        return [Finding("lighthouse_performance", path, f"{score:.0f} of 100", _times(report))] if score < AIM else []
    audits = [reference["id"] for reference in report["categories"][category]["auditRefs"] if reference["weight"]]
    failed = [name for name in audits if report["audits"][name]["score"] == 0]
    return [Finding(f"lighthouse_{category}", path, name, report["audits"][name]["title"]) for name in failed]


def _times(report: Mapping[str, Any]) -> str:
    names = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
    return ", ".join(f"{name} {report['audits'][name]['displayValue']}" for name in names)
