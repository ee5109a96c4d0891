"""Which version of Commonplace this is."""

from __future__ import annotations

import tomllib
from importlib import metadata

from community.paths import ROOT


def version() -> str:
    """The version: in a clone as pyproject.toml says it, else as it was installed."""
    pyproject = ROOT / "pyproject.toml"
    if pyproject.is_file():
        return str(tomllib.loads(pyproject.read_text("utf-8"))["project"]["version"])
    return metadata.version("commonplace")
