"""A mail server on the loopback, as a process of its own, that writes down to whom each mail went."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class Taking:
    """Takes every mail, and writes its recipient down before it says so."""

    def __init__(self, record: Path) -> None:
        self._record = record.open("a", encoding="ascii", buffering=1)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take one mail."""
        for recipient in envelope.rcpt_tos:
            self._record.write(f"{recipient}\n")
        return "250 OK"


def serve(record: Path, port: int) -> None:
    """Take mails until the process is ended."""
    controller = Controller(Taking(record), hostname="127.0.0.1", port=port)
    controller.start()
    print("ready", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
