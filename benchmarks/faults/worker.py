"""Background work in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys


class Worker:
    """`flask jobs run`, which can be killed and started again."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = {**os.environ, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin to work."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "jobs", "run"],
            env=self._settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """End it at once (`kill -9`)."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    close = kill

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        assert self._process is not None
        return self._process.pid
