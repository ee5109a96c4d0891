"""The test command runs what it is asked for and sums it up; in CI, leaving something out is a failure."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from community.bootstrap import suite
from community.bootstrap.environment import Environment

Project = Callable[[str], Environment]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Makes a project of one test file, in the environment that runs us, away from CI and with a browser named."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COMMONPLACE_CHROMIUM", "/usr/bin/chromium")

    def with_tests(source: str) -> Environment:
        (tmp_path / "test_it.py").write_text(source)
        (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
        (tmp_path / ".venv").symlink_to(sys.prefix)
        return Environment(tmp_path)

    return with_tests


def test_tests_that_pass_end_well(project: Project) -> None:
    assert suite.run(project("def test_a(): pass"), ["test_it.py"]) == 0


def test_a_test_that_fails_fails_the_command(project: Project) -> None:
    assert suite.run(project("def test_a(): assert False"), ["test_it.py"]) == 1


def test_the_sum_stands_alone_on_its_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    source = "import pytest\ndef test_a(): pass\ndef test_b(): assert False\ndef test_c(): pytest.skip('no')"

    suite.run(project(source), ["test_it.py"])

    assert "1 passed, 1 failed, 1 skipped" in capsys.readouterr().out.splitlines()


def test_the_arguments_choose_the_tests(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    suite.run(project("def test_a(): pass\ndef test_b(): pass"), ["-k", "test_b"])

    assert "1 passed, 0 failed, 0 skipped" in capsys.readouterr().out.splitlines()


def test_figures_that_tests_measured_are_repeated_at_the_end(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "import os\ndef test_a(): open(os.environ['COMMONPLACE_FIGURES'], 'a').write('figure speed 7 ms\\n')"

    suite.run(project(source), ["test_it.py"])

    assert capsys.readouterr().out.splitlines()[-1] == "figure speed 7 ms"


def test_a_skipped_test_is_no_failure_on_a_persons_machine(project: Project) -> None:
    assert suite.run(project("import pytest\ndef test_a(): pytest.skip('no')"), ["test_it.py"]) == 0


def test_a_skipped_test_fails_the_command_in_ci(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = project("import pytest\ndef test_a(): pytest.skip('no')")
    monkeypatch.setenv("CI", "true")

    assert suite.run(environment, ["test_it.py"]) == 1


def test_a_missing_browser_is_said_in_one_line(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = project("def test_a(): pass")
    monkeypatch.delenv("COMMONPLACE_CHROMIUM")
    monkeypatch.setenv("PATH", "/nowhere")

    suite.run(environment, ["test_it.py"])

    lines = [line for line in capsys.readouterr().out.splitlines() if "Chromium" in line]
    assert lines == ["Chromium is missing here, so the browser tests were left out. On Debian: apt install chromium"]


def test_a_missing_browser_fails_the_command_in_ci(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = project("def test_a(): pass")
    monkeypatch.delenv("COMMONPLACE_CHROMIUM")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setenv("CI", "true")

    assert suite.run(environment, ["test_it.py"]) == 1
