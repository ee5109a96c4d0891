"""A connection to the address that was checked, speaking to the name that was asked for."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from http.client import HTTPException

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from community.kernel.i18n import _
from community.kernel.safe_fetch.deadline import Deadline
from community.kernel.safe_fetch.errors import FetchFailed
from community.kernel.safe_fetch.policy import IPAddress
from community.kernel.safe_fetch.web_url import WebUrl


@contextmanager
def answer_to(
    url: WebUrl,
    addresses: Sequence[IPAddress],
    headers: Mapping[str, str],
    deadline: Deadline,
    tls: ssl.SSLContext | None,
    *,
    method: str = "GET",
    body: bytes | None = None,
) -> Iterator[HTTPResponse]:
    """Ask for `url` at one of `addresses` and give the answer, its body still unread.

    The library's connection is used bare, without its session and pool: so there are no proxies
    or credentials from the environment, no cookies, no retries and no redirects of its own.

    Args:
        tls: whom to trust; None for the authorities that browsers and this system trust.
        method, body: what is asked, and what is sent with it.

    Raises:
        FetchFailed: when anything breaks, here or while the body is read, or when time is up.
    """
    with _in_words(deadline), closing(_connection(url, addresses, deadline, tls)) as connection:
        connection.checked.settimeout(deadline.left())  # the limit of the handshake, too
        connection.connect()
        with deadline.cutting(connection.sock):
            connection.request(method, url.target, body=body, headers=headers, preload_content=False)
            with closing(connection.getresponse()) as response:
                deadline.left()  # what was cut short by it may look like a proper end, of headers
                yield response
                deadline.left()  # and of a page


@cache
def default_trust() -> ssl.SSLContext:
    """The certificate authorities of this system, which may know the organization's own, and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


class _Plain(HTTPConnection):
    """Speaks over a socket that is connected already, whatever the host's name would lead to by now."""

    checked: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.checked


class _Encrypted(HTTPSConnection):
    """The same with encryption; the certificate has to be that of the name."""

    checked: socket.socket

    def _new_conn(self) -> socket.socket:
        return self.checked


def _connection(
    url: WebUrl, addresses: Sequence[IPAddress], deadline: Deadline, tls: ssl.SSLContext | None
) -> _Plain | _Encrypted:
    host = url.host.strip("[]")
    connection = (
        _Encrypted(host, url.port, timeout=deadline.left(), ssl_context=tls or default_trust())
        if url.scheme == "https"
        else _Plain(host, url.port, timeout=deadline.left())
    )
    connection.checked = _connected(addresses, url.port, deadline)
    return connection


def _connected(addresses: Sequence[IPAddress], port: int, deadline: Deadline) -> socket.socket:
    failure = OSError("no address")
    for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        try:
            # A share for each, or one address that swallows everything would be all that we tried.
            return socket.create_connection((str(address), port), timeout=deadline.left() / waiting)
        except OSError as error:
            failure = error
    raise failure


@contextmanager
def _in_words(deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise FetchFailed(_reason(error, deadline)) from error


def _reason(error: Exception, deadline: Deadline) -> str:
    reason: str = _("The site could not be reached.")
    if deadline.has_passed or isinstance(error, TimeoutError):
        reason = _("The site took too long to answer.")
    elif isinstance(error, ssl.SSLCertVerificationError):
        reason = _("The site could not prove who it is, so we did not read its page.")
    return reason
