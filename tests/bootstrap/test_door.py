"""`python3 app.py` says what it can do, and says plainly when it cannot."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from community.bootstrap.door import ROOT, main

OLD_PYTHON = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path('app.py', run_name='__main__')"


def test_an_older_python_is_told_what_is_needed() -> None:
    command = [sys.executable, "-c", OLD_PYTHON]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own door)

    assert done.stderr == "Commonplace needs Python 3.11 or newer; this is Python 3.9.\n"


def test_an_older_python_can_read_the_door_at_all() -> None:
    ast.parse((ROOT / "app.py").read_text("utf-8"), feature_version=(3, 4))


def test_words_without_a_meaning_get_the_list_of_those_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["tset"])

    assert (status, "python3 app.py test" in capsys.readouterr().out) == (2, True)


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_asking_for_help_is_no_mistake(word: str) -> None:
    assert main([word]) == 0


def test_the_house_is_set_up_by_the_standard_library_alone() -> None:
    outsiders = {
        name
        for file in (ROOT / "community" / "bootstrap").glob("*.py")
        for name in imported_by(file)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("community.bootstrap")
    }

    assert outsiders == set()


def imported_by(file: Path) -> set[str]:
    """The modules that a file imports."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
