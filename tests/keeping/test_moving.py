"""Everything goes to another database and back, and is the same there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from community.kernel.db import commit
from community.paths import ROOT
from tests.bad_input.world import make_world
from tests.factories import a_member, an_entry
from tests.keeping.place import Place
from tests.keeping.rows import fill_every_table

TEXT = "Grüße, “Zoë” 漢字 🦉 \t\\ ' \" \\N"


def move(source: str, target: Path) -> subprocess.CompletedProcess[str]:
    """Run the command for a new SQLite database, in a process of its own."""
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "flask", "--app", "app", "move", "from", source],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{target}", "SECRET_KEY": "for a test", "LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_everything_moves_to_another_engine_and_back(place: Place, tmp_path: Path) -> None:
    make_world()
    an_entry(author=a_member("Zoë"), title=TEXT, source=TEXT)
    commit()
    tables = place.tables()
    file = tmp_path / "elsewhere.db"

    there = move(place.engine.url, file)
    place.become_empty()
    back = place.run("move", "from", f"sqlite:///{file}")

    assert there.returncode == 0, there.stderr
    assert "Everything is here." in there.stdout
    assert back.exit_code == 0, back.output
    assert place.tables() == tables
    an_entry(author=a_member("Late"), title="After the move", source="Ids go on.")
    commit()


def test_every_kind_of_value_is_the_same_there_and_back(place: Place, tmp_path: Path) -> None:
    place.app.config["JOBS"] = "worker"  # nothing is to be done with what was made up
    fill_every_table()
    tables, file = place.tables(), tmp_path / "elsewhere.db"

    there = move(place.engine.url, file)
    place.become_empty()
    back = place.run("move", "from", f"sqlite:///{file}")

    assert there.returncode == 0, there.stderr
    assert back.exit_code == 0, back.output
    assert place.tables() == tables


def test_a_database_that_is_filled_is_not_moved_into(place: Place, tmp_path: Path) -> None:
    make_world()
    file = tmp_path / "elsewhere.db"
    assert move(place.engine.url, file).returncode == 0
    before = place.tables()
    answer = place.run("move", "from", f"sqlite:///{file}")
    assert answer.exit_code == 1
    assert "is not empty" in answer.output
    assert place.tables() == before


def test_what_is_no_database_is_said(place: Place, tmp_path: Path) -> None:
    answer = place.run("move", "from", "no address")
    assert (answer.exit_code, "is not the address of a database" in answer.output) == (1, True)
    answer = place.run("move", "from", f"sqlite:///{tmp_path / 'none.db'}")
    assert (answer.exit_code, "There is no database at" in answer.output) == (1, True)
    other = tmp_path / "other.db"
    other.touch()
    answer = place.run("move", "from", f"sqlite:///{other}")
    assert (answer.exit_code, "There is no Commonplace in that database." in answer.output) == (1, True)
