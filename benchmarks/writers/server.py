"""The site as `python3 app.py` serves it, in a process of its own that can be killed and started again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from types import TracebackType
from typing import Final, Self

OPEN_AT: Final = re.compile(r"Commonplace is open at (\S+)")
PATIENCE: Final = 60.0
"""Seconds until a site that does not open has failed."""


class Server:
    """The site at one port; used as a context, it is open inside."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = {**os.environ, "HOST": "127.0.0.1", "PORT": "0", "DEMO": "no", **settings}
        self._process: subprocess.Popen[str] | None = None
        self.address = ""

    def start(self) -> None:
        """Start it and wait until it is open; from the second time on at the port of the first."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "community.serve"],
            env=self._settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        given_up = threading.Timer(PATIENCE, self._process.kill)
        given_up.start()
        for line in self._process.stdout:
            if found := OPEN_AT.search(line):
                self.address = found[1]
                break
        given_up.cancel()
        if self._process.poll() is not None:
            raise RuntimeError("The site did not open.")
        self._settings["PORT"] = self.address.rpartition(":")[2]
        threading.Thread(target=self._read_on, args=(self._process.stdout,), daemon=True).start()

    def kill(self) -> None:
        """End it at once, whatever it does (`kill -9`)."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        assert self._process is not None
        return self._process.pid

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    @staticmethod
    def _read_on(lines: object) -> None:
        # What is said is not needed; unread, it would stop the program that says it.
        for _line in lines:  # type: ignore[attr-defined]  # a pipe is read line by line
            pass
