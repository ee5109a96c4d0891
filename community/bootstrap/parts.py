"""The parts that the tests need from outside Python, found or plainly missed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from community.bootstrap import machine
from community.bootstrap.postgres import temporary_server
from community.bootstrap.trouble import SetupError

CHROMIUM = "COMMONPLACE_CHROMIUM"
POSTGRES = "COMMONPLACE_POSTGRES_URL"
NO_CHROMIUM = "Chromium is missing here, so the browser tests were left out. On Debian: apt install chromium"
NO_POSTGRES = "PostgreSQL's server is missing here, so the tests on it were left out. On Debian: apt install postgresql"


@dataclass
class Parts:
    """The variables that tell the tests where the parts are, and a sentence for each missing one."""

    variables: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def has_postgres(self) -> bool:
        """Whether tests can run on PostgreSQL."""
        return POSTGRES in self.variables


@contextmanager
def found_parts(*, with_postgres: bool) -> Iterator[Parts]:
    """Find the browser, and run a PostgreSQL server for as long as the block runs.

    What the caller's environment names already is taken as it is.

    Args:
        with_postgres: whether a server is wanted at all.

    Yields:
        What was found, and what is missing.
    """
    parts = Parts({name: os.environ[name] for name in (CHROMIUM, POSTGRES) if os.environ.get(name)})
    _look_for_chromium(parts)
    with ExitStack() as held:
        if with_postgres and not parts.has_postgres:
            _run_server(parts, held)
        yield parts


def _look_for_chromium(parts: Parts) -> None:
    if CHROMIUM in parts.variables:
        return
    if browser := machine.chromium():
        parts.variables[CHROMIUM] = str(browser)
    else:
        parts.missing.append(NO_CHROMIUM)


def _run_server(parts: Parts, held: ExitStack) -> None:
    programs = machine.postgres_programs()
    if programs is None:
        parts.missing.append(NO_POSTGRES)
        return
    try:
        parts.variables[POSTGRES] = held.enter_context(temporary_server(programs))
    except SetupError as trouble:
        parts.missing.append(f"{trouble} The tests on PostgreSQL were left out.")
