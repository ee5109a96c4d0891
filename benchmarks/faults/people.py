"""A member who reads all the time, and whom everybody who writes mentions."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from typing import Final

import requests

from benchmarks.writers.writer import PUBLISHED, SECONDS_TO_WAIT, TOKEN

PAGES: Final = ("/", "/reflections", "/search?q=worked", "/notifications", "/feeds/stream.atom", "/tags/rigging")
PAUSE: Final = 0.1
CALM: Final = frozenset({200, 503, 507})
"""What a reader may meet: the page, or a calm word that it cannot be had."""

TELLTALE: Final = "Traceback (most recent call last)"


class Watcher(threading.Thread):
    """Reads page after page until told to stop.

    Attributes:
        statuses: how often each answer came; 0 where there was none.
        harsh: the answers that no reader should meet.
        leaks: how many answers held the word that is for its author alone.
    """

    def __init__(self, address: str, username: str, password: str, secret: str) -> None:
        super().__init__(daemon=True)
        self._address, self._typed, self._secret = address, {"identifier": username, "password": password}, secret
        self._browser = requests.Session()
        self._is_over = threading.Event()
        self.statuses: Counter[int] = Counter()
        self.harsh: list[str] = []
        self.leaks = 0

    def run(self) -> None:
        """Read."""
        for path in itertools.cycle(PAGES):
            if self._is_over.wait(PAUSE):
                return
            self._read(path)

    def stop(self) -> None:
        """Read no more."""
        self._is_over.set()
        self.join()

    def sign_in(self) -> None:
        """Begin; until then nobody reads."""
        page = self._browser.get(f"{self._address}/sign-in", timeout=SECONDS_TO_WAIT)
        found = TOKEN.search(page.text)
        assert found is not None
        sent = {**self._typed, "csrf_token": found[1]}
        answer = self._browser.post(
            f"{self._address}/sign-in", data=sent, timeout=SECONDS_TO_WAIT, allow_redirects=False
        )
        assert answer.status_code == PUBLISHED

    def _read(self, path: str) -> None:
        try:
            answer = self._browser.get(self._address + path, timeout=SECONDS_TO_WAIT, allow_redirects=False)
        except requests.RequestException:
            self.statuses[0] += 1
            return
        self.statuses[answer.status_code] += 1
        self.leaks += self._secret in answer.text
        if answer.status_code not in CALM or TELLTALE in answer.text:
            self.harsh.append(f"{path}: {answer.status_code}")
