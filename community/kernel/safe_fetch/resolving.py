"""From a host's name to the addresses that we may connect to, asked for once and then held on to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable

from community.kernel.i18n import _
from community.kernel.safe_fetch.deadline import Deadline
from community.kernel.safe_fetch.errors import FetchFailed, FetchRefused
from community.kernel.safe_fetch.policy import Allowed, IPAddress
from community.kernel.safe_fetch.web_url import WebUrl

Resolver = Callable[[str, int], Iterable[str]]
MOST_ADDRESSES = 32


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the operating system knows for `host`, in the order in which it would try them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_kind, address in found]


def checked_addresses(url: WebUrl, resolver: Resolver, allowed: Allowed, deadline: Deadline) -> list[IPAddress]:
    """Every address of the host of `url`, all of which may be connected to.

    One forbidden address among them refuses the whole host: which one a connection would get is
    for the host's owner to choose.

    Raises:
        FetchRefused: when an address is not allowed.
        FetchFailed: when there is none, or none was found in time.
    """
    addresses = list(dict.fromkeys(_addresses(url, resolver, deadline)))
    if not addresses or len(addresses) > MOST_ADDRESSES:
        raise _unknown()
    for address in addresses:
        objection = allowed.objection(address, url.port)
        if objection:
            raise FetchRefused(objection)
    return addresses


def _addresses(url: WebUrl, resolver: Resolver, deadline: Deadline) -> list[IPAddress]:
    host = url.host.strip("[]")
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:  # a name, then
        pass
    try:
        found = deadline.wait_for(lambda: list(resolver(host, url.port)))
        return [ipaddress.ip_address(address) for address in found]
    except (OSError, ValueError) as error:
        raise _unknown() from error


def _unknown() -> FetchFailed:
    return FetchFailed(_("There is no site of this name."))
