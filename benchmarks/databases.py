"""Databases for as long as a measurement lasts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from community.bootstrap.machine import postgres_programs
from community.bootstrap.postgres import temporary_server


@contextmanager
def database(engine: str) -> Iterator[str]:
    """An empty database of `engine`, gone afterwards.

    Yields:
        Its address, or nothing where the machine has no such engine; that is said.
    """
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"
        return
    programs = postgres_programs()
    if programs is None:
        print("No PostgreSQL on this machine: its half is left out.")
        yield ""
        return
    with temporary_server(programs) as server:
        plain = server.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield plain.replace("/postgres?", "/bench?")
