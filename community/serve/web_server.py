"""Waitress, with an end that lets everybody's request finish.

Left to itself it drops what is in flight as soon as the process is told to stop: its loop ends, its threads are
given five seconds, and what they still write is never sent.
"""

from __future__ import annotations

import select
import socket
import time
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

THREADS = 8
SECONDS_TO_FINISH = 30.0


class WebServer:
    """A server for one site on one socket."""

    def __init__(self, app: Flask, listener: socket.socket, *, seconds_to_finish: float = SECONDS_TO_FINISH) -> None:
        self._seconds_to_finish = seconds_to_finish
        self._stopping = False
        self._sockets: dict[int, Any] = {}
        self._waitress = create_server(
            app,
            map=self._sockets,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not app.config["TRUST_PROXY"],
        )

    def serve_until_stopped(self) -> None:
        """Serve until `stop` is called; `finish` comes after."""
        while not self._stopping:
            self._turn(1.0)

    def finish(self) -> bool:
        """Let no new request in, and answer those that are here, within the seconds allowed.

        Returns:
            Whether all of them were answered.
        """
        self._let_the_last_in()
        until = time.monotonic() + self._seconds_to_finish
        while self._waitress.active_channels and time.monotonic() < until:
            self._close_idle()
            self._turn(0.1)
        cut_off = list(self._waitress.active_channels.values())
        for channel in cut_off:
            channel.handle_close()
        self._waitress.task_dispatcher.shutdown(timeout=1)
        self._waitress.trigger.close()
        return not cut_off

    def stop(self) -> None:
        """Ask the server to end; made to be called by a signal handler, and harmless when said again."""
        if not self._stopping:
            self._stopping = True
            self._waitress.pull_trigger()

    def _turn(self, seconds: float) -> None:
        wasyncore.loop(timeout=seconds, use_poll=True, map=self._sockets, count=1)

    def _let_the_last_in(self) -> None:
        """Accept who has already knocked, read what they want, and close the door."""
        while select.select([self._waitress.socket], [], [], 0)[0]:
            self._waitress.handle_accept()
        wasyncore.dispatcher.close(self._waitress)
        self._turn(0)

    def _close_idle(self) -> None:
        for channel in list(self._waitress.active_channels.values()):
            if _is_idle(channel):
                channel.handle_close()


def _is_idle(channel: Any) -> bool:
    """Whether nothing is being received, answered or sent.

    Asked in this order: a request leaves the list only when its whole answer is in the buffer.
    """
    return channel.request is None and not channel.requests and not channel.total_outbufs_len
