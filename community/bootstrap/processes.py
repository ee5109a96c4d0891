"""Starting other programs, and never leaving one behind."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

GRACE_SECONDS = 15


def answer_of(command: Sequence[str]) -> str | None:
    """What a program prints, or None where it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own commands)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def run_quietly(command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> tuple[bool, str]:
    """Run a program to its end, apart from the terminal.

    When we are interrupted, the program and whatever it started end before we do, so that nobody
    goes on writing into what we clear away.

    Returns:
        Whether it succeeded, and everything that it printed.
    """
    process = subprocess.Popen(  # noqa: S603 (our own commands)
        command,
        cwd=cwd,
        env=dict(env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate()
    except BaseException:
        _stop_family(process)
        raise
    return process.returncode == 0, printed


def run_in_sight(command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> bool:
    """Run a program that prints for itself, and say whether it succeeded."""
    return ends_well(subprocess.Popen(command, cwd=cwd, env=dict(env)))  # noqa: S603 (our own commands)


def ends_well(process: subprocess.Popen[bytes]) -> bool:
    """Wait for a program, end it if we have to end ourselves, and say whether it succeeded."""
    try:
        return process.wait() == 0
    except KeyboardInterrupt:  # the terminal told the program as well
        _wait_or_kill(process)
        raise
    except BaseException:
        process.send_signal(signal.SIGINT)
        _wait_or_kill(process)
        raise


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """Give a program that was interrupted the time to clear up."""
    try:
        process.wait(GRACE_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        process.kill()
        process.wait()


def _stop_family(process: subprocess.Popen[str]) -> None:
    """End a program that leads a session, with everything in it, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
