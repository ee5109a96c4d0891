"""Feeds as they were last written: the same state is written once, however many readers ask for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import timedelta
from threading import Lock
from typing import Final

from cachetools import TTLCache
from flask import Flask, current_app

FOR_SO_LONG: Final = timedelta(minutes=5)
"""As long as readers and caches on the way are told that what they have is good."""

MOST_BYTES: Final = 32_000_000
"""In each process: some five hundred feeds."""


class WrittenFeeds:
    """The feeds that this process wrote lately, by the state that each of them tells."""

    def __init__(self) -> None:
        self._bodies: TTLCache[Hashable, bytes] = TTLCache(MOST_BYTES, FOR_SO_LONG.total_seconds(), getsizeof=len)
        self._lock = Lock()

    def of(self, state: Hashable, write: Callable[[], bytes]) -> bytes:
        """The feed in this state, written now if it was not lately.

        Args:
            state: everything that the feed depends on; whoever asks has read, under the audience rule, what is in it.
            write: writes the feed.
        """
        with self._lock:
            kept = self._bodies.get(state)
        if kept is not None:
            return kept
        body = write()
        if len(body) <= MOST_BYTES:
            with self._lock:
                self._bodies[state] = body
        return body

    def forget(self) -> None:
        """Keep nothing of what was written."""
        with self._lock:
            self._bodies.clear()


def keep_written(app: Flask) -> None:
    """Give `app` a place for the feeds that it writes."""
    app.extensions["written feeds"] = WrittenFeeds()


def written_feeds() -> WrittenFeeds:
    """What the present site wrote lately."""
    kept: WrittenFeeds = current_app.extensions["written feeds"]
    return kept
