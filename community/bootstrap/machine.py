"""What this machine offers to the tests: a Chromium, and the programs of a PostgreSQL server."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_APPS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
# Distributions keep the server's programs off the path, one folder for each version.
POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
Which = Callable[[str], str | None]


def chromium(*, which: Which = shutil.which, apps: Iterable[Path] = CHROMIUM_APPS) -> Path | None:
    """The browser that drives the browser tests, or None."""
    on_path = (Path(found) for name in CHROMIUM_NAMES if (found := which(name)))
    return next((place for place in (*on_path, *apps) if place.exists()), None)


def postgres_programs(
    *, which: Which = shutil.which, folders: Iterable[str] = POSTGRES_FOLDERS, top: Path = Path("/")
) -> Path | None:
    """The folder that holds `initdb` and `postgres`: on the path, else the newest version's; or None."""
    on_path = Path(found).parent if (found := which("initdb")) else None
    installed = [place for pattern in folders for place in top.glob(pattern.lstrip("/"))]
    newest_first = sorted(installed, key=_version_in, reverse=True)
    candidates = [on_path, *newest_first] if on_path else newest_first
    return next((place for place in candidates if _is_server(place)), None)


def _version_in(place: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(place))]


def _is_server(place: Path) -> bool:
    return all((place / program).exists() for program in ("initdb", "postgres"))
