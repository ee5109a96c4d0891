"""One person who writes one reflection after the other, as fast as the site says that each is published."""

from __future__ import annotations

import re
import threading
from time import monotonic
from typing import Final
from uuid import uuid4

import requests

TOKEN: Final = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PUBLISHED: Final = 303
SECONDS_TO_WAIT: Final = 30


class Writer(threading.Thread):
    """Writes `text` under new titles until `ends_at`, with pauses of `pause` seconds; keeps what was acknowledged.

    Attributes:
        acknowledged: the titles that the site said it published.
        refused: the answers that were neither that nor cut off, by their status.
        cut_off: how many requests ended without an answer, because the server was killed.
        seconds: how long each acknowledged one took.
    """

    def __init__(
        self, address: str, username: str, password: str, ends_at: float, text: str = "It *worked*.", pause: float = 0
    ) -> None:
        super().__init__(daemon=True)
        self._text, self._pause = text, pause
        self._address, self._username, self._password, self._ends_at = address, username, password, ends_at
        self._browser = requests.Session()
        self.acknowledged: list[str] = []
        self.refused: list[int] = []
        self.cut_off = 0
        self.seconds: list[float] = []

    def run(self) -> None:
        """Sign in, then write."""
        is_in = False
        while monotonic() < self._ends_at:
            try:
                if is_in:
                    self._write()
                    threading.Event().wait(self._pause)
                else:
                    is_in = self._sign_in()
            except requests.RequestException:
                self.cut_off += 1
                # Until the server is back there is nobody to write to.
                threading.Event().wait(0.2)

    def stop(self) -> None:
        """Write no more."""
        self._ends_at = 0.0
        self.join()

    def _sign_in(self) -> bool:
        typed = {"identifier": self._username, "password": self._password, "remember": "y"}
        return self._send("/sign-in", typed) == PUBLISHED

    def _write(self) -> None:
        title = f"What I tried, {uuid4().hex}"
        began = monotonic()
        written = {"title": title, "source": self._text, "frame": "free", "tags": "rigging"}
        chosen = {"feedback": "open", "audience": "organization", "publish": "y"}
        status = self._send("/reflections/new", {**written, **chosen})
        if status == PUBLISHED:
            self.acknowledged.append(title)
            self.seconds.append(monotonic() - began)
        else:
            self.refused.append(status)

    def _send(self, path: str, typed: dict[str, str]) -> int:
        """Load a form, send it, and say what the answer's status is."""
        page = self._browser.get(self._address + path, timeout=SECONDS_TO_WAIT)
        found = TOKEN.search(page.text)
        if found is None:
            return page.status_code
        data = {**typed, "csrf_token": found[1]}
        answer = self._browser.post(self._address + path, data=data, timeout=SECONDS_TO_WAIT, allow_redirects=False)
        return answer.status_code
