"""`python3 app.py test`: every check and every test, a line each, and the sum at the end."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from community.bootstrap import results, steps
from community.bootstrap.environment import Environment
from community.bootstrap.parts import Parts, found_parts
from community.bootstrap.processes import run_in_sight, run_quietly

FIGURES = "COMMONPLACE_FIGURES"
ENGINE_WORDS = ("--engine", "postgresql")
NAME_WIDTH = 24


@dataclass
class Run:
    """One run of the test command: where it writes, what it was given, and what went wrong so far."""

    environment: Environment
    notes: Path
    parts: Parts
    failed: list[str] = field(default_factory=list)
    totals: results.Totals = field(default_factory=results.Totals)
    figures: list[str] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables that the tests see."""
        return {**self.environment.variables(), **self.parts.variables, FIGURES: str(self.notes / "figures")}

    def python(self, *arguments: str) -> list[str]:
        """A command of the environment's Python."""
        return [str(self.environment.python), *arguments]


def run(environment: Environment, for_pytest: list[str]) -> int:
    """Run every check and test, or only the tests that the arguments choose.

    Args:
        environment: where the development lock is installed.
        for_pytest: arguments for pytest; with any, nothing but pytest runs, on the database they name.

    Returns:
        0 if everything went well and, in CI, nothing was left out.
    """
    wants_postgres = not for_pytest or any(word in given for word in ENGINE_WORDS for given in for_pytest)
    with _ending_on_signals(), tempfile.TemporaryDirectory(prefix="commonplace-test-") as notes:
        with found_parts(with_postgres=wants_postgres) as parts:
            this = Run(environment, Path(notes), parts)
            if for_pytest:
                _run_tests(this, steps.chosen_tests(this.notes, for_pytest))
            else:
                _run_everything(this)
        return _conclude(this)


def is_ci() -> bool:
    """Whether this is a machine's run, in which nothing may be left out."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Have whoever ends this command by a signal leave nothing behind either."""
    before = {number: signal.signal(number, _leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _run_everything(this: Run) -> None:
    for step in steps.checks(this.environment.root):
        _check(this, step)
    on_each_engine = _run_tests(this, steps.whole_suite(this.notes, on_postgres=this.parts.has_postgres))
    this.figures.append(f"figure tests {on_each_engine[0].count} count")
    report = this.notes / "coverage.json"
    run_quietly(this.python(*steps.coverage_report(report)), cwd=this.environment.root, env=this.variables)
    this.figures += results.coverage_figure(report)


def _check(this: Run, step: steps.Step) -> None:
    print(f"{step.name:<{NAME_WIDTH}}", end="", flush=True)
    started = time.monotonic()
    command = this.python(*step.command)
    worked, printed = run_quietly(command, cwd=this.environment.root, env=this.variables)
    _note(this, step, worked=worked, seconds=time.monotonic() - started)
    if not worked:
        print(printed.rstrip())


def _run_tests(this: Run, runs: Iterable[steps.TestStep]) -> list[results.Totals]:
    counted = []
    for step in runs:
        print(step.name, flush=True)
        started = time.monotonic()
        command = this.python(*step.command)
        worked = run_in_sight(command, cwd=this.environment.root, env=this.variables)
        print(f"{step.name:<{NAME_WIDTH}}", end="")
        _note(this, step, worked=worked, seconds=time.monotonic() - started)
        counted.append(results.totals(step.report))
    this.totals = sum(counted, results.Totals())
    return counted


def _note(this: Run, step: steps.Step, *, worked: bool, seconds: float) -> None:
    print(f"{'ok' if worked else 'FAILED':<8}{seconds:6.1f} s", flush=True)
    if not worked:
        this.failed.append(step.name)


def _conclude(this: Run) -> int:
    print()
    for sentence in this.parts.missing:
        print(sentence)
    left_out = bool(this.parts.missing or this.totals.skipped) and is_ci()
    if left_out:
        print("This is a CI run, in which nothing may be left out.")
    if this.failed:
        print(f"Failed: {', '.join(this.failed)}")
    print(this.totals)
    for line in [*this.figures, *results.figures(this.notes / "figures")]:
        print(line)
    return 1 if left_out or this.failed else 0
