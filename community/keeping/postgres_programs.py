"""PostgreSQL's own programs: found where distributions put them, and run without a password on the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sqlalchemy import URL

from community.bootstrap.machine import POSTGRES_FOLDERS
from community.kernel.errors import Refused
from community.kernel.i18n import _


def program(name: str, version: int) -> str:
    """The program `name` that fits a server best: of its own version, else what the path has, else a newer one.

    An older `pg_dump` refuses a newer server, and what a newer one writes an older server may not take.

    Args:
        name: `pg_dump` or `pg_restore`.
        version: the first number of the server's version.

    Raises:
        Refused: when this machine has none.
    """
    installed = _installed(name)
    of_its_own = [path for number, path in installed if number == version]
    on_path = shutil.which(name)
    newer = [path for number, path in installed if number > version]
    for found in (*of_its_own, *filter(None, [on_path]), *newer):
        return str(found)
    raise Refused(
        _("PostgreSQL's program %(name)s is missing. On Debian or Ubuntu: apt install postgresql-client", name=name)
    )


def newest_program(name: str) -> str | None:
    """The program `name` of the newest version here, or None; it reads what any older one wrote."""
    installed = _installed(name)
    return str(installed[-1][1]) if installed else shutil.which(name)


def _installed(name: str, folders: Iterable[str] = POSTGRES_FOLDERS) -> list[tuple[int, Path]]:
    found = [path / name for pattern in folders for path in Path("/").glob(pattern.lstrip("/"))]
    numbered = ((re.search(r"\d+", str(path)), path) for path in found if path.exists())
    return sorted((int(number[0]) if number else 0, path) for number, path in numbered)


def run(command: Sequence[str], url: URL) -> None:
    """Run one of the programs on the database at `url`.

    Raises:
        Refused: when it fails, with what it said.
    """
    address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run(  # noqa: S603 (PostgreSQL's programs, with words of ours)
        [*command, f"--dbname={address.render_as_string()}"],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise _failed(command[0], done.stderr)


@contextmanager
def printed(command: Sequence[str]) -> Iterator[IO[bytes]]:
    """What one of the programs prints, line by line.

    Raises:
        Refused: when it fails.
    """
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603 (as above)
        assert running.stdout is not None  # noqa: S101 (it is a pipe)
        assert running.stderr is not None  # noqa: S101 (the same)
        yield running.stdout
        said = running.stderr.read().decode(errors="replace")
    if running.returncode:
        raise _failed(command[0], said)


def _failed(name: str, said: str) -> Refused:
    first = next(iter(said.strip().splitlines()), "")
    return Refused(_("%(name)s failed: %(said)s", name=Path(name).name, said=first))
