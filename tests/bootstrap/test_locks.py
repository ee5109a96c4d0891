"""The development lock holds all of the runtime lock, so that installing it serves the site as well; the lock for
measuring changes nothing of what it is put upon."""

from __future__ import annotations

import re

from community.bootstrap.door import ROOT
from community.bootstrap.environment import BENCHMARKS, DEVELOPMENT, RUNTIME


def pins(lock: str) -> set[str]:
    """Each `name==version` with its condition."""
    text = (ROOT / lock).read_text("utf-8")
    return {line.rstrip(" \\") for line in re.findall(r"^[^\s#]+==.*$", text, re.MULTILINE)}


def test_the_development_lock_holds_every_pin_of_the_runtime_lock() -> None:
    assert pins(RUNTIME) - pins(DEVELOPMENT) == set()


def test_the_runtime_lock_pins_something() -> None:
    assert any(pin.startswith("flask==") for pin in pins(RUNTIME))


def test_the_lock_for_measuring_has_the_same_version_of_what_both_locks_have() -> None:
    there, added = (dict(pin.split(" ;")[0].split("==") for pin in pins(lock)) for lock in (DEVELOPMENT, BENCHMARKS))
    assert {name: version for name, version in added.items() if there.get(name, version) != version} == {}
