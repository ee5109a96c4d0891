"""Where the site is served: HOST and PORT, and the socket that listens there."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
LARGEST_PORT = 65535
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 (recognized here, chosen by nobody but the operator)


class CannotServe(Exception):
    """The site cannot be served; the message says what to change."""


@dataclass(frozen=True)
class Place:
    """A host and a port of this machine."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        host = DEFAULT_HOST if self.host in EVERYWHERE else self.host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def chosen_place(environment: Mapping[str, str]) -> Place:
    """Read HOST and PORT.

    Args:
        environment: the environment variables.

    Raises:
        CannotServe: when PORT is not a port.
    """
    port = environment.get("PORT") or str(DEFAULT_PORT)
    if not (port.isascii() and port.isdecimal()) or int(port) > LARGEST_PORT:
        raise CannotServe(f"PORT is {port!r}, but must be a number from 0 (any free one) to {LARGEST_PORT}.")
    return Place(environment.get("HOST") or DEFAULT_HOST, int(port))


def listen(place: Place) -> tuple[socket.socket, Place]:
    """Take the place before anything else is done, so that nobody waits only to learn that it is taken.

    Returns:
        The socket, and where it really is: port 0 becomes the one that was free.

    Raises:
        CannotServe: when somebody else listens there, or this machine has no such place.
    """
    try:
        family, *_, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family)
    except OSError as error:
        raise CannotServe(_why_not(place, error)) from error
    return listener, Place(place.host, listener.getsockname()[1])


def _why_not(place: Place, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = place.port + 1 if place.port < LARGEST_PORT else DEFAULT_PORT
        return f"Port {place.port} is in use by another program. Choose another one: PORT={other} python3 app.py"
    if error.errno == errno.EACCES:
        return f"Port {place.port} is for the system's own servers. Choose one above 1023: PORT=8000 python3 app.py"
    reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
    return f"Commonplace cannot listen on {place.host} (HOST), port {place.port}: {reason}."
