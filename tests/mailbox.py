"""A real mail server in this process, so that tests read what people would read."""

from __future__ import annotations

import email
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask


class Mailbox:
    """The mails that arrived, and how the server behaves."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.senders: list[str] = []
        self.connections = 0
        self.answers: dict[str, str] = {}
        self.answer_to_text = "250 OK"

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's name)
        self, _server: Any, session: Any, _envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count a connection."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take a recipient, or answer what the test wants."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take one mail."""
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        if self.answer_to_text.startswith("250"):
            self.mails.append(message)
            self.senders.append(envelope.mail_from)
        return self.answer_to_text

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, the oldest first."""
        return [message for message in self.mails if message["To"] == address]

    def only(self, address: str) -> EmailMessage:
        """The one mail to an address."""
        (message,) = self.to(address)
        return message

    def path(self, address: str) -> str:
        """The path of the one link of this site in the one mail to an address, as in its plain text."""
        (found,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", text_of(self.only(address)))
        return str(found)


def text_of(message: EmailMessage) -> str:
    """The plain text of a mail."""
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(message: EmailMessage) -> str:
    """The HTML of a mail."""
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


@contextmanager
def open_mailbox(app: Flask) -> Iterator[Mailbox]:
    """A mailbox that takes all that `app` sends."""
    box, port = Mailbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
    try:
        yield box
    finally:
        server.stop()
        app.config.update(MAIL_SERVER="", MAIL_PORT=25)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
