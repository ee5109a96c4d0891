"""A wire between a browser and the site, which a test can cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

PIECE = 65536


class Line:
    """Passes bytes on, or does not: cut, nobody gets through; deaf, the site is heard no more."""

    def __init__(self, host: str, port: int) -> None:
        self._site = (host, port)
        self._is_cut = self._is_deaf = False
        self._ends: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._open, daemon=True).start()

    @property
    def address(self) -> str:
        """Where a browser reaches the site through this line."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        """Let nothing through from now on."""
        self._is_cut = True
        self._hang_up()

    def swallow_answers(self) -> None:
        """Let requests through, and hang up instead of passing the answer on."""
        self._is_deaf = True
        self._hang_up()

    def mend(self) -> None:
        """Let everything through again."""
        self._is_cut = self._is_deaf = False

    def close(self) -> None:
        """Take the line down."""
        self._hang_up()
        self._door.close()

    def _hang_up(self) -> None:
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def _open(self) -> None:
        with suppress(OSError):
            while True:
                caller, _address = self._door.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with closing(caller), suppress(OSError):
            if self._is_cut:
                return
            with socket.create_connection(self._site) as site:
                self._ends += [caller, site]
                threading.Thread(target=self._pass, args=(caller, site, False), daemon=True).start()
                self._pass(site, caller, True)

    def _pass(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                if is_answer and self._is_deaf:
                    break
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """A line to the site at `address`."""
    host, port = address.removeprefix("http://").rsplit(":", 1)
    line = Line(host, int(port))
    try:
        yield line
    finally:
        line.close()
