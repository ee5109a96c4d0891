"""The independent record: each mail that was taken is one line, on the disk before anybody is told so."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from community.kernel import clock
from community.kernel.mail.office import Rank
from community.kernel.mail.transports import Transport

WIDTH = 200
"""Every line is as long as every other, so that the size of the file tells how many there are."""


class Taken(NamedTuple):
    """A mail as the record knows it."""

    key: str
    address: str
    at: datetime


class Record(Transport):
    """A way out that takes each mail by one write to a file; killing the sender undoes no write."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hand_over(self, message: EmailMessage, *, sender: str, to: str, rank: Rank, before: Callable[[], None]) -> None:  # noqa: ARG002 (the record knows no envelope)
        """Take one mail."""
        key = str(message["Message-ID"])
        before()
        line = f"{key}\t{to}\t{clock.now().isoformat()}".ljust(WIDTH - 1) + "\n"
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            os.write(file, line.encode())
            os.fsync(file)
        finally:
            os.close(file)

    def has(self, message_id: str) -> bool:
        """Whether a mail with this Message-ID was taken."""
        return any(taken.key == message_id for taken in read(self._path))


def count(path: Path) -> int:
    """How many mails were taken."""
    try:
        return path.stat().st_size // WIDTH
    except FileNotFoundError:
        return 0


def read(path: Path) -> list[Taken]:
    """Every mail that was taken, in its order."""
    if not path.exists():
        return []
    rows = (line.split("\t") for line in path.read_text().splitlines())
    return [Taken(key, address, datetime.fromisoformat(at.strip())) for key, address, at in rows]
