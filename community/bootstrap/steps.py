"""The checks that `python3 app.py test` runs, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
# Each worker begins with a stretch of its own, and takes from another's when it is done, so that none waits at the end.
WORKERS = ("-n", "auto", "--maxprocesses", "8", "--dist", "worksteal")


@dataclass(frozen=True)
class Step:
    """One check: the name that is printed and what Python is told to run."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class TestStep(Step):
    """One run of the tests, and the report that it writes."""

    report: Path


def checks(root: Path) -> Iterator[Step]:
    """What is checked without running a test."""
    yield Step("ruff check", ("-m", "ruff", "check", "--quiet", "."))
    yield Step("ruff format", ("-m", "ruff", "format", "--check", "--quiet", "."))
    if "[tool.djlint]" in (root / "pyproject.toml").read_text("utf-8"):
        yield Step("djlint", ("-m", "djlint", "--quiet", "--lint", "templates"))
    yield Step("mypy", ("-m", "mypy"))
    yield Step("import contracts", ("-c", LINT_IMPORTS))


def whole_suite(notes: Path, *, on_postgres: bool) -> Iterator[TestStep]:
    """Every test on SQLite, with coverage, and what asks for a database on PostgreSQL too."""
    yield _tests("pytest on SQLite", notes / "sqlite.xml", *WORKERS, "--cov", "--cov-report=")
    if on_postgres:
        yield _tests("pytest on PostgreSQL", notes / "postgresql.xml", *WORKERS, "--engine", "postgresql")


def chosen_tests(notes: Path, for_pytest: list[str]) -> Iterator[TestStep]:
    """The tests that somebody asked for, with the very arguments."""
    yield _tests("pytest", notes / "chosen.xml", *for_pytest)


def coverage_report(report: Path) -> tuple[str, ...]:
    """The command that writes what the tests covered as JSON."""
    return ("-m", "coverage", "json", "--quiet", "-o", str(report))


def _tests(name: str, report: Path, *arguments: str) -> TestStep:
    return TestStep(name, ("-m", "pytest", "-q", f"--junitxml={report}", *arguments), report)
