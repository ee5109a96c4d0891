"""The folders of the measuring."""

from __future__ import annotations

from pathlib import Path

from community.paths import PACKAGE

HERE = Path(__file__).parent
BUILD = PACKAGE.parent / "build" / "face"
TOOLS = BUILD / "tools"
PAGES = BUILD / "pages"
PICTURES = BUILD / "pictures"
