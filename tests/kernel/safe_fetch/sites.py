"""Real servers on this machine that answer, dawdle and lie as a test tells them to."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from community.kernel.safe_fetch import Fetched

TLS = Path(__file__).parent / "tls"
Visit = Callable[..., Fetched]
Act = Callable[[socket.socket, threading.Event], None]


class Site(socketserver.ThreadingTCPServer):
    """A site at a free port of 127.0.0.1 that remembers what it was asked.

    `pages` maps a path to the bytes of the answer, or to an act that has the connection to itself.
    """

    allow_reuse_address = True
    daemon_threads = False

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.pages: dict[str, bytes | Act] = {}
        self.requests: list[str] = []
        self.tls = tls
        self.closing = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    @property
    def allowed(self) -> frozenset[tuple[str, int]]:
        """The exception that lets a fetch in here."""
        return frozenset({("127.0.0.1", self.port)})

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: visitors who hang up are what many of these tests are about."""


class _Visit(socketserver.BaseRequestHandler):
    server: Site

    def handle(self) -> None:
        with suppress(OSError):
            connection = self.request
            if self.server.tls:
                connection = self.server.tls.wrap_socket(connection, server_side=True)
            try:
                self._answer(connection)
            finally:
                connection.close()

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            more = connection.recv(4096)
            if not more:
                return
            head += more
        self.server.requests.append(head.decode("latin-1"))
        page = self.server.pages.get(head.split(b" ")[1].decode("latin-1"), answer(b"", status="404 Not Found"))
        if isinstance(page, bytes):
            connection.sendall(page)
        else:
            page(connection, self.server.closing)


@contextmanager
def open_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site that is open while the block runs."""
    with Site(tls) as site:
        server = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        server.start()
        try:
            yield site
        finally:
            site.closing.set()
            site.shutdown()
            server.join()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """A whole answer; an empty `kind` leaves the content type out."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def redirect(location: str) -> bytes:
    """An answer that sends the visitor to `location`."""
    return answer(b"", f"Location: {location}", status="302 Found")


def drip(head: bytes) -> Act:
    """Send `head`, then one byte at a time for ever, each well within any timeout of its own."""

    def act(connection: socket.socket, closing: threading.Event) -> None:
        connection.sendall(head)
        while not closing.wait(0.01):
            connection.sendall(b"a")

    return act


def silence(connection: socket.socket, closing: threading.Event) -> None:
    """Take the request and never answer."""
    closing.wait()


def served_as(name: str = "library.example") -> ssl.SSLContext:
    """How a server proves that it is `name`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / f"{name}.pem")
    return context


def trusting() -> ssl.SSLContext:
    """The trust of a visitor who knows the tests' own authority and no other."""
    return ssl.create_default_context(cafile=str(TLS / "authority.pem"))
