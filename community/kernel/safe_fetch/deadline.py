"""One limit of time for all that a fetch does: names, connections, redirects and every byte."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from community.kernel.i18n import _
from community.kernel.safe_fetch.errors import FetchFailed

T = TypeVar("T")


class Deadline:
    """A moment on the monotonic clock, which no change of the wall clock moves."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that remain.

        Raises:
            FetchFailed: when none do.
        """
        remaining = self._ends_at - time.monotonic()
        if remaining <= 0:
            raise _too_slow()
        return remaining

    @property
    def has_passed(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._ends_at

    def wait_for(self, work: Callable[[], T]) -> T:
        """What `work` returns, given up at the deadline; for work that takes no limit of its own.

        Raises:
            FetchFailed: when it is not done in time.
            OSError, ValueError: what the work itself raised.
        """
        answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()
        threading.Thread(target=_answer, args=(work, answers), daemon=True).start()
        try:
            result, error = answers.get(timeout=self.left())
        except queue.Empty:
            raise _too_slow() from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]  # without an error there is a result

    @contextmanager
    def cutting(self, sock: socket.socket) -> Iterator[None]:
        """Shut `sock` at the deadline.

        A socket's own timeout starts again with each byte, so a server that sends one byte a
        second would hold us for days. Shutting it ends the read, whoever is in it.
        """
        timer = threading.Timer(self.left(), _shut, [sock])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


def _answer(work: Callable[[], T], answers: queue.SimpleQueue[tuple[T | None, Exception | None]]) -> None:
    try:
        answers.put((work(), None))
    except Exception as error:  # noqa: BLE001  # raised again in the thread that waits
        answers.put((None, error))


def _shut(sock: socket.socket) -> None:
    # The plain socket's method: the one of a TLS socket would also drop its encryption in mid-read.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _too_slow() -> FetchFailed:
    return FetchFailed(_("The site took too long to answer."))
