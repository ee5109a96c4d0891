"""The mailbox is read by IMAP, and each mail in it once."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from flask import Flask

from community.kernel.mail.imap import fetch_mail, read_mailbox


class Imap(socketserver.StreamRequestHandler):
    """As much of an IMAP server as is asked for."""

    mails: ClassVar[dict[int, bytes]] = {}
    seen: ClassVar[set[int]] = set()

    def handle(self) -> None:
        """Talk until the client says goodbye."""
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _blank, command = line.decode().strip().partition(" ")
            for answer in self._answers(command):
                self.wfile.write(answer + b"\r\n")
            self.wfile.write(f"{tag} OK done\r\n".encode())
            if command == "LOGOUT":
                return

    def _answers(self, command: str) -> Iterator[bytes]:
        if command == "CAPABILITY":
            yield b"* CAPABILITY IMAP4rev1"
        elif command.startswith("SELECT"):
            yield f"* {len(self.mails)} EXISTS".encode()
        elif command.startswith("UID SEARCH UNSEEN"):
            yield b"* SEARCH " + b" ".join(str(uid).encode() for uid in sorted(set(self.mails) - self.seen))
        elif found := re.match(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)", command):
            content = self.mails[int(found[1])]
            yield f"* {found[1]} FETCH (UID {found[1]} BODY[] {{{len(content)}}}".encode()
            yield content + b")"
        elif found := re.match(r"UID STORE (\d+) \+FLAGS \(?\\Seen\)?", command):
            self.seen.add(int(found[1]))


@pytest.fixture
def imap(app: Flask) -> Iterator[type[Imap]]:
    """A mailbox with two mails."""
    Imap.mails, Imap.seen = {1: b"Subject: One\r\n\r\nFirst.\r\n", 5: b"Subject: Two\r\n\r\nSecond.\r\n"}, set()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        port = server.server_address[1]
        app.config.update(IMAP_SERVER="127.0.0.1", IMAP_PORT=port, IMAP_USE_SSL=False, IMAP_USERNAME="c")
        yield Imap
        server.shutdown()


def test_every_new_mail_is_dealt_with_and_marked(app: Flask, imap: type[Imap]) -> None:
    found: list[bytes] = []
    assert fetch_mail(found.append) == 2
    assert found == list(imap.mails.values())
    assert fetch_mail(found.append) == 0


def test_what_fails_is_there_the_next_time(app: Flask, imap: type[Imap]) -> None:
    with pytest.raises(ZeroDivisionError):
        fetch_mail(lambda _content: 1 // 0)
    assert imap.seen == set()
    assert not read_mailbox()
    assert imap.seen == {1, 5}


def test_without_a_mailbox_nothing_is_read(app: Flask) -> None:
    assert fetch_mail() == 0
