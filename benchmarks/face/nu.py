"""The Nu HTML checker over saved pages: https://validator.github.io/validator/."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.face.findings import Finding
from benchmarks.face.pages import Found
from benchmarks.face.places import PAGES, TOOLS

JAR = TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"
SECONDS = 600


def why_not() -> str:
    """What the checker lacks on this machine, in a sentence; nothing when it can run."""
    if shutil.which("java") is None:
        return "There is no java on this machine."
    return "" if JAR.exists() else "The checker is not installed."


def check(found: Iterable[Found]) -> list[Finding]:
    """The errors in the HTML of these pages, as the server sent it."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    names = dict(_save(found))
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--exit-zero-always",
        "--errors-only",
        str(PAGES),
    ]
    done = subprocess.run(  # noqa: S603 (our own tool, as locked)
        command, capture_output=True, text=True, timeout=SECONDS, check=True
    )
    messages = json.loads(done.stderr or done.stdout)["messages"]
    return [_finding(message, names) for message in messages]


def _save(found: Iterable[Found]) -> Iterator[tuple[str, str]]:
    for number, (page, text) in enumerate(found):
        name = f"{number:04}{re.sub(r'[^a-z0-9]+', '-', str(page).lower())[:80]}.html"
        (PAGES / name).write_text(text)
        yield name, str(page)


def _finding(message: dict[str, Any], names: dict[str, str]) -> Finding:
    page = names.get(Path(message.get("url", "")).name, "the checker itself")
    extract = " ".join(message.get("extract", "").split())
    return Finding("nu_errors", page, message["message"], extract)
