"""Which addresses of the internet we connect to: public ones, and what the operator adds."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from community.kernel.i18n import _

IPAddress = IPv4Address | IPv6Address

# Public by Python's tables, but relays, protocol assignments or nobody's.
_MORE_PRIVATE_V4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))

# Global unicast is all of IPv6 that is handed out to sites (RFC 4291, section 2.4).
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_SPECIAL_V6 = (
    IPv6Network("2001::/23"),  # protocol assignments, Teredo among them (RFC 2928)
    IPv6Network("2001:db8::/32"),  # documentation (RFC 3849)
    IPv6Network("2002::/16"),  # 6to4 (RFC 3056)
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_ISATAP = {0x00005EFE, 0x02005EFE}  # the upper half of an interface identifier (RFC 5214, section 6.1)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Where a fetch may connect.

    Attributes:
        ports: the ports that may be used on public addresses.
        also: single (address, port) pairs that are let through although they are not public,
            for an operator who wants the titles of an intranet's own pages.
    """

    ports: frozenset[int] = frozenset({80, 443})
    also: frozenset[tuple[str, int]] = frozenset()

    def objection(self, address: IPAddress, port: int) -> str | None:
        """Why `address` is not connected to at `port`, as a sentence; None when it may be."""
        objection: str | None = None
        if (str(address), port) in self.also:
            return objection
        if not is_public(address):
            objection = _("The address leads into a private network, which we do not fetch from.")
        elif port not in self.ports:
            objection = _("Port %(port)s is not one that we fetch from.", port=port)
        return objection


PUBLIC_WEB = Allowed()


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to the public internet, and so does every IPv4 address that it carries.

    Python's `is_global` calls site-local, IPv4-compatible, 6to4 and NAT64 addresses global whatever
    they carry, and multicast ones too; so IPv6 is judged here by what is allotted, not by what is not.
    """
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    carried = _carried(address)
    if carried:
        return all(_is_public_v4(inner) for inner in carried)
    return address in _GLOBAL_UNICAST and not any(address in network for network in _SPECIAL_V6)


def _is_public_v4(address: IPv4Address) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _MORE_PRIVATE_V4)
    )


def _carried(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that a packet to `address` may end at."""
    number = int(address)
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or (number >> 32) & 0xFFFFFFFF in _ISATAP:
        inner.append(IPv4Address(number & 0xFFFFFFFF))
    return [found for found in inner if found is not None]
