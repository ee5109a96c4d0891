"""The program that `python3 app.py` becomes: it opens the site, says where, and ends well."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from community.bootstrap.door import ROOT
from community.serve.place import Place, listen

SECONDS = 60
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program on a free port with an empty database of its own; ends it after the test."""
    settings = {
        "PORT": "0",
        "DEMO": "no",
        "SECRET_KEY": "a key for tests only",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'site.db'}",
        "JOBS_FILE": str(tmp_path / "jobs.db"),
        "UPLOADS": str(tmp_path / "uploads"),
    }

    with ExitStack() as running:

        def start(**more: str) -> subprocess.Popen[str]:
            program = subprocess.Popen(
                [sys.executable, "-m", "community.serve"],
                cwd=ROOT,
                env={**os.environ, **settings, **more},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            running.enter_context(program)
            running.callback(program.kill)
            return program

        yield start


def address_of(program: subprocess.Popen[str]) -> str:
    """The address that the program says it is open at."""
    assert program.stdout is not None
    found = (re.search(r"open at (http://\S+)", line) for line in program.stdout)
    return next(match[1] for match in found if match)


def last_words(program: subprocess.Popen[str]) -> str:
    return program.communicate(timeout=SECONDS)[1]


def test_a_visitor_finds_the_site_where_the_program_says_it_is(start: Start) -> None:
    address = address_of(start())

    with urllib.request.urlopen(address, timeout=SECONDS) as response:  # noqa: S310 (the program's own address)
        assert response.status == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_well(start: Start, number: signal.Signals) -> None:
    program = start()
    address_of(program)

    program.send_signal(number)
    printed, _ = program.communicate(timeout=SECONDS)

    assert (program.returncode, printed.splitlines()[-1]) == (0, "Stopped.")


def test_the_second_start_finds_the_database_of_the_first(start: Start) -> None:
    first = start()
    address_of(first)
    first.terminate()
    first.communicate(timeout=SECONDS)

    assert address_of(start())


def test_a_busy_port_is_one_sentence(start: Start) -> None:
    listener, place = listen(Place(port=0))
    with listener:
        words = last_words(start(PORT=str(place.port)))

    assert re.fullmatch(rf"Port {place.port} is in use by another program\. Choose another one: PORT=\d+ .*\n", words)


def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(start: Start) -> None:
    words = last_words(start(DATABASE_URL="postgresql://site:secret@127.0.0.1:1/site"))

    assert re.fullmatch(r"The database at postgresql\S+site:\*\*\*@127\.0\.0\.1:1/site cannot be used: .*\n", words)


def test_a_wrong_setting_ends_the_program_with_its_name(start: Start) -> None:
    program = start(NEEDS_FLOOR="1")

    assert ("NEEDS_FLOOR" in last_words(program), program.returncode) == (True, 1)
