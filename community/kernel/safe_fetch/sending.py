"""Sending something to an address that a member or another site named, without being led inside."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from community.kernel.safe_fetch.connection import answer_to
from community.kernel.safe_fetch.deadline import Deadline
from community.kernel.safe_fetch.policy import PUBLIC_WEB, Allowed
from community.kernel.safe_fetch.resolving import Resolver, checked_addresses, system_resolver
from community.kernel.safe_fetch.web_url import read


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    timeout: float = 8.0,
    resolver: Resolver = system_resolver,
    allow: Allowed = PUBLIC_WEB,
    tls: ssl.SSLContext | None = None,
) -> int:
    """Send `body` to `url` by POST, and follow nothing.

    Args:
        headers: what to say beside the host and the length.
        timeout: seconds for everything together.
        resolver, allow, tls: as for `fetch`.

    Returns:
        The status of the answer, whatever it is; its body is not read.

    Raises:
        FetchRefused: when the address is not for us.
        FetchFailed: when nobody answers in time.
    """
    deadline = Deadline(timeout)
    place = read(url)
    addresses = checked_addresses(place, resolver, allow, deadline)
    said = {**headers, "Connection": "close"}
    with answer_to(place, addresses, said, deadline, tls, method="POST", body=body) as response:
        return int(response.status)
