"""Programs that are started are waited for, and none is left behind when we are interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from community.bootstrap.door import ROOT
from community.bootstrap.processes import answer_of, run_in_sight, run_quietly

CHATTY = "import sys; print('to one side'); print('to the other', file=sys.stderr)"
# Tells its own id through a pipe, then waits to be ended.
PATIENT = "import os, sys, time; open({pipe!r}, 'w').write(str(os.getpid())); time.sleep(600)"
OUTER = """
import os, signal, sys
from pathlib import Path
from community.bootstrap.processes import {run}
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
{run}([sys.executable, "-c", {inner!r}], cwd=Path("."), env=os.environ)
"""
HERE = Path(__file__).parent


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def test_an_answer_is_what_a_program_prints() -> None:
    assert answer_of(python("print('here')")) == "here\n"


@pytest.mark.parametrize("command", [["/no/such/program"], python("raise SystemExit(3)")])
def test_a_program_that_is_missing_or_fails_gives_no_answer(command: list[str]) -> None:
    assert answer_of(command) is None


def test_everything_that_a_quiet_program_printed_is_kept() -> None:
    worked, printed = run_quietly(python(CHATTY), cwd=HERE, env=os.environ)

    assert (worked, sorted(printed.splitlines())) == (True, ["to one side", "to the other"])


@pytest.mark.parametrize(("status", "worked"), [(0, True), (1, False)])
def test_a_program_in_sight_tells_by_its_status_whether_it_worked(status: int, worked: bool) -> None:
    assert run_in_sight(python(f"raise SystemExit({status})"), cwd=HERE, env=os.environ) is worked


@pytest.mark.parametrize("run", ["run_in_sight", "run_quietly"])
def test_a_command_that_is_ended_leaves_no_program_behind(run: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    source = OUTER.format(run=run, inner=PATIENT.format(pipe=str(pipe)))

    with subprocess.Popen(python(source), cwd=ROOT) as outer:  # noqa: S603 (our own programs)
        inner = int(pipe.read_text())
        outer.terminate()

    with pytest.raises(ProcessLookupError):
        os.kill(inner, 0)
