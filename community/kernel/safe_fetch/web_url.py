"""The one way in which an address is read before it is fetched: so strictly that all agree on its host."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from community.kernel.i18n import _
from community.kernel.safe_fetch.errors import FetchRefused

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 8192

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SHAPE = re.compile(r"(https?)://([^/?#]*)([^#]*)(?:#.*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_-]{1,63}", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_KEPT = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class WebUrl:
    """An http or https address in parts: where to connect and what to ask for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host, with its port where that is not the scheme's own."""
        return self.host if self.port == DEFAULT_PORTS[self.scheme] else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        """The address again, without its fragment, which is never sent."""
        return f"{self.scheme}://{self.authority}{self.target}"

    def follow(self, location: str) -> WebUrl:
        """Where a redirect to `location`, perhaps relative, leads from here.

        Raises:
            FetchRefused: when that is no address that we read.
        """
        try:
            raw = location.encode("latin-1")  # the reverse of how the header was decoded
            return read(urljoin(str(self), quote(raw, safe=_KEPT)))
        except ValueError as error:
            raise _odd() from error


def read(url: str) -> WebUrl:
    """Read an absolute http or https address.

    Only what RFC 3986 calls a registered name of letters, digits, `-` and `_`, a dotted IPv4
    address or a bracketed IPv6 address may be the host: no user information, no encoded, spelled
    out or shortened numbers, no characters beyond ASCII. Another reader of the same address can
    then not find another host in it.

    Raises:
        FetchRefused: when the address is anything else; the message says what.
    """
    if len(url) > LONGEST_URL or _CONTROL.search(url):
        raise _odd()
    shape = _SHAPE.fullmatch(quote(url, safe=_KEPT, errors="surrogatepass"))
    if shape is None:
        raise FetchRefused(_("Only addresses that begin with http:// or https:// are fetched."))
    scheme, authority, target = shape.groups()
    host, port = _read_authority(authority)
    return WebUrl(
        scheme=scheme.lower(),
        host=host,
        port=int(port) if port else DEFAULT_PORTS[scheme.lower()],
        target=target if target.startswith("/") else f"/{target}",
    )


def is_plain_host(host: str) -> bool:
    """Whether `host` can be read in one way only.

    It is a name in ASCII, an IPv4 address in four decimal numbers, or an IPv6 address in brackets.
    """
    if host.startswith("["):
        return "%" not in host and _is_address(host[1:-1], ipaddress.IPv6Address)
    labels = host.split(".")
    # Browsers take every host whose last label is a number for an IPv4 address
    # (url.spec.whatwg.org, "ends in a number"), so it has to be one in the usual form.
    if _NUMBER.fullmatch(labels[-1]):
        return _is_address(host, ipaddress.IPv4Address)
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def _read_authority(authority: str) -> tuple[str, str | None]:
    if "@" in authority:
        raise FetchRefused(_("The address holds a name or password before the site; please leave it out."))
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not is_plain_host(parts[1]):
        raise _odd()
    return parts[1].lower(), parts[2]


def _is_address(text: str, kind: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address]) -> bool:
    try:
        kind(text)
    except ValueError:
        return False
    return True


def _odd() -> FetchRefused:
    return FetchRefused(_("The address is written in a way that we do not follow."))
