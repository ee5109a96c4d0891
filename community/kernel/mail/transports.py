"""Ways for a mail to leave: an SMTP server, a folder, or the log.

Each calls `before` at the last moment at which the mail can still be kept back. Over SMTP that is between the text
and the dot that ends it: a connection that breaks before the dot delivers nothing.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from community.kernel.mail.office import Rank

log = structlog.get_logger()

_dot = re.compile(rb"^\.", re.MULTILINE)
_OK, _GO_ON = range(200, 300), 354
TIMEOUT = 20.0


class NotTaken(Exception):
    """The server refused a mail, for good or for now."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code = code

    @property
    def is_final(self) -> bool:
        """Whether trying again makes no sense."""
        return self.code >= 500

    @property
    def speaks_of_the_address(self) -> bool:
        """Whether there is nobody at this address: 5.1.x, or a plain 550, 551 or 553 to the recipient."""
        status = re.match(r"\d{3} (\d)\.(\d+)\.\d+", str(self))
        return (status[1], status[2]) == ("5", "1") if status else self.code in {550, 551, 553}


class Unreachable(Exception):
    """There is no connection to the server, or it broke."""


class Transport(AbstractContextManager["Transport"]):
    """A way for mails to leave, open for several."""

    def hand_over(self, message: EmailMessage, *, sender: str, to: str, rank: Rank, before: Callable[[], None]) -> None:
        """Hand one mail over.

        Args:
            sender: the address on the envelope, to which reports return.
            to: the recipient.
            rank: how urgent it is.
            before: called when the mail can still be kept back, by raising.

        Raises:
            NotTaken: when the server refuses it.
            Unreachable: when the connection fails.
        """
        raise NotImplementedError

    def has(self, message_id: str) -> bool | None:  # noqa: ARG002 (a server tells nobody what it took)
        """Whether a mail with this Message-ID was taken, or None where nobody can know."""
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connection."""


class Smtp(Transport):
    """An SMTP server, connected to when the first mail goes."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config
        self._server: smtplib.SMTP | None = None

    def hand_over(self, message: EmailMessage, *, sender: str, to: str, rank: Rank, before: Callable[[], None]) -> None:  # noqa: ARG002 (all are urgent for the server)
        """Hand one mail over, its text first and then the dot."""
        try:
            self._converse(self._connected(), message.as_bytes(), sender, to, before)
        except NotTaken:
            self._forget_the_mail()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise Unreachable(str(error) or type(error).__name__) from error
        except BaseException:
            # Whatever `before` said, the text without its dot must not be taken for a mail.
            self._drop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye."""
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()
        self._server = None

    def _converse(self, server: smtplib.SMTP, content: bytes, sender: str, to: str, before: Callable[[], None]) -> None:
        _expect(server.mail(sender), _OK)
        _expect(server.rcpt(to), _OK)
        _expect(server.docmd("DATA"), range(_GO_ON, _GO_ON + 1))
        server.send(_dot.sub(b"..", content if content.endswith(b"\r\n") else content + b"\r\n"))
        before()
        server.send(b".\r\n")
        _expect(server.getreply(), _OK)

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = self._connect()
        return self._server

    def _connect(self) -> smtplib.SMTP:
        values, context = self._config, ssl.create_default_context()
        host, port = values["MAIL_SERVER"], values["MAIL_PORT"]
        if values["MAIL_USE_SSL"]:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT)
        _send_at_once(server)
        if values["MAIL_USE_TLS"] and not values["MAIL_USE_SSL"]:
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if values["MAIL_USERNAME"]:
            server.login(values["MAIL_USERNAME"], values["MAIL_PASSWORD"])
        return server

    def _forget_the_mail(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if self._server is not None and self._server.rset()[0] in _OK:
                return
        self._drop()

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._server = None


class Folder(Transport):
    """A dry run: each mail becomes a file that a mail program opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hand_over(self, message: EmailMessage, *, sender: str, to: str, rank: Rank, before: Callable[[], None]) -> None:  # noqa: ARG002 (a file has no envelope)
        """Write one mail into the folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        finished = self._file(str(message["Message-ID"]))
        unfinished = finished.with_name(f".{finished.stem}.part")
        unfinished.write_bytes(message.as_bytes())
        before()
        unfinished.replace(finished)

    def has(self, message_id: str) -> bool:
        """Whether the folder holds the mail."""
        return self._file(message_id).exists()

    def _file(self, message_id: str) -> Path:
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", message_id.strip("<>"))[:150]
        return self._folder / f"{name}.eml"


class Log(Transport):
    """No server: what somebody has to read to go on (a link to sign in) is printed, the rest is not."""

    def hand_over(self, message: EmailMessage, *, sender: str, to: str, rank: Rank, before: Callable[[], None]) -> None:  # noqa: ARG002 (a log has no envelope)
        """Print one mail."""
        before()
        if rank == Rank.ACCOUNT:
            plain = message.get_body(("plain",))
            text = str(plain.get_content()) if plain is not None else ""
            log.info("mail not sent: no MAIL_SERVER is set", to=to, subject=str(message["Subject"]), text=text)


def _send_at_once(server: smtplib.SMTP) -> None:
    """Keep the dot that ends a mail from waiting until its text was acknowledged, which takes 40 ms on many systems."""
    if server.sock is not None:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def chosen(config: dict[str, Any]) -> Transport:
    """The way that the settings name."""
    if config["MAIL_FOLDER"]:
        return Folder(Path(config["MAIL_FOLDER"]))
    return Smtp(config) if config["MAIL_SERVER"] else Log()


def _expect(reply: tuple[int, bytes], wanted: range) -> None:
    code, words = reply
    if code not in wanted:
        # 421 says goodbye: the connection is over, not this mail.
        if code in {421, -1}:
            raise smtplib.SMTPServerDisconnected(words.decode(errors="replace"))
        raise NotTaken(code, words.decode(errors="replace"))
