"""The development lock holds all of the runtime lock, so that installing it serves the site as well."""

from __future__ import annotations

import re

from community.bootstrap.door import ROOT
from community.bootstrap.environment import DEVELOPMENT, RUNTIME


def pins(lock: str) -> set[str]:
    """Each `name==version` with its condition."""
    text = (ROOT / lock).read_text("utf-8")
    return {line.rstrip(" \\") for line in re.findall(r"^[^\s#]+==.*$", text, re.MULTILINE)}


def test_the_development_lock_holds_every_pin_of_the_runtime_lock() -> None:
    assert pins(RUNTIME) - pins(DEVELOPMENT) == set()


def test_the_runtime_lock_pins_something() -> None:
    assert any(pin.startswith("flask==") for pin in pins(RUNTIME))
