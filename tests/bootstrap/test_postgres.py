"""The tests' own PostgreSQL server is there for a block and gone after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from community.bootstrap.machine import postgres_programs
from community.bootstrap.postgres import temporary_server
from community.bootstrap.trouble import SetupError

PROGRAMS = postgres_programs()
needs_server = pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server on this machine")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server's address, as the standard library and psycopg read it."""
    assert PROGRAMS is not None
    with temporary_server(PROGRAMS) as url:
        yield url.replace("postgresql+psycopg", "postgresql")


@needs_server
def test_the_server_answers(address: str) -> None:
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@needs_server
def test_the_server_knows_the_letters_of_other_languages(address: str) -> None:
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT lower('ÉÇŁ')").fetchone() == ("éçł",)


@needs_server
def test_the_server_listens_to_nobody_outside(address: str) -> None:
    with psycopg.connect(address) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


@needs_server
def test_nothing_is_left_of_the_server() -> None:
    assert PROGRAMS is not None
    with temporary_server(PROGRAMS) as url:
        folder = Path(parse_qs(urlsplit(url).query)["host"][0])
        was_there = folder.exists()

    assert (was_there, folder.exists()) == (True, False)


def test_programs_that_fail_are_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "initdb").write_text("#!/bin/sh\necho the disk is full\nexit 1\n")
    (tmp_path / "initdb").chmod(0o755)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(folder.stat().st_mode | 0o111)

    with (
        pytest.raises(SetupError, match=r"could not make a database cluster \(the disk is full\)"),
        temporary_server(tmp_path),
    ):
        pass
