"""A real mail server in this process, so that tests read what people would read."""

from __future__ import annotations

import email
import re
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask

from community.kernel import mail


class Mailbox:
    """The mails that arrived."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        """Take one mail."""
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

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


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """What the site sends, received by SMTP."""
    box, port = Mailbox(), _free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    _use(app, "127.0.0.1", port)
    yield box
    server.stop()
    _use(app, "", 25)


def _use(app: Flask, host: str, port: int) -> None:
    app.config.update(MAIL_SERVER=host, MAIL_PORT=port)
    testing, app.config["TESTING"] = app.config["TESTING"], False
    mail.connect(app)
    app.config["TESTING"] = testing


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
