"""Addresses of saved pages: which can be saved, and which two are the same page."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, unquote_plus

import idna

from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.safe_fetch.web_url import DEFAULT_PORTS, is_plain_host

LONGEST_URL = 2048

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SHAPE = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]+)(?::([0-9]{1,5}))?")

# RFC 3986: what a path may hold as it is (section 3.3), beside what a query and a fragment may (3.4, 3.5).
_PATH = "!$&'()*+,;=:@/"
_QUERY = _PATH + "?"
_ESCAPES = {kept: re.compile(rf"%([0-9A-Fa-f]{{2}})|[^A-Za-z0-9._~{re.escape(kept)}-]") for kept in (_PATH, _QUERY)}
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")

_TRACKING_FAMILIES = ("utm_", "hsa_", "mtm_", "matomo_")
# fmt: off
_TRACKING = {
    "__hsfp", "__hssc", "__hstc", "__s", "_ga", "_gl", "_hsenc", "_hsmi", "_openstat", "dclid", "fbclid",
    "gad_campaignid", "gad_source", "gbraid", "gclid", "gclsrc", "hsctatracking", "igsh", "igshid",
    "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "msclkid",
    "oly_anon_id", "oly_enc_id", "pk_campaign", "pk_cid", "pk_content", "pk_keyword", "pk_kwd",
    "pk_medium", "pk_source", "rb_clickid", "s_cid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id",
    "wbraid", "wickedid", "yclid",
}
# fmt: on


class BadUrl(Refused):
    """This cannot be saved as the address of a page; the message says why."""


def check(url: str) -> str:
    """Clean up an address that somebody typed or imported.

    What comes back leads to the same place. It is ASCII: the host in its IDNA form and in lower
    case, everything else percent-encoded where RFC 3986 asks for it; the scheme's own port and the
    segments `.` and `..` are gone. Cleaning it again changes nothing. Addresses inside the
    organization (a bare host name, a private IP address) are welcome: a bookmark may lead there,
    although `safe_fetch` will not go.

    Raises:
        BadUrl: when it is not a web address, or one that carries a name and password.
    """
    return str(_read(url))


def normalize(url: str) -> str:
    """The key under which all savers of a page meet; to be compared, not to be linked to.

    After RFC 3986, section 6: scheme and host in lower case, percent-encoding with upper-case
    digits and only where it is needed (6.2.2.1, 6.2.2.2), no dot segments (6.2.2.3), no default
    port and `/` for an empty path (6.2.3). Beyond it, because people save the same page so:

    - `http` and `https` are one key, written `https`; ports 80 and 443 are dropped with either.
    - Parameters that only tell who clicked where are dropped: `utm_*`, those of the strip lists
      of Firefox and Brave (firefox-source-docs.mozilla.org, "Query Parameter Stripping") and
      Matomo's. So is an empty query.
    - The fragment is dropped, as it names a part of the page, unless it is the route of an
      application within its page (`#!/inbox`, `#/inbox`).

    Left alone, because servers may tell them apart and two pages under one key would be worse
    than one page under two: the order of parameters (where one is repeated, order is meaning),
    `www.`, letter case and a trailing slash in the path.

    Normalizing a key gives the same key.

    Raises:
        BadUrl: as `check` does.
    """
    parts = _read(url)
    port = "" if parts.port in DEFAULT_PORTS.values() else parts.port_suffix
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return f"https://{parts.host}{port}{parts.path}{query and '?' + query}{fragment and '#' + fragment}"


@dataclass(frozen=True, slots=True)
class _Parts:
    scheme: str
    host: str
    port: int
    path: str
    query: str
    fragment: str

    @property
    def port_suffix(self) -> str:
        return "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"

    def __str__(self) -> str:
        query = self.query and "?" + self.query
        fragment = self.fragment and "#" + self.fragment
        return f"{self.scheme}://{self.host}{self.port_suffix}{self.path}{query}{fragment}"


def _read(url: str) -> _Parts:
    url = url.strip()
    _refuse_unreadable(url)
    shape = _SHAPE.fullmatch(url)
    if shape is None:
        raise BadUrl(_("Only web addresses can be saved: they begin with http:// or https://."))
    scheme, authority, path, query, fragment = shape.groups(default="")
    host, port = _read_authority(authority)
    parts = _Parts(
        scheme=scheme.lower(),
        host=host,
        port=int(port or DEFAULT_PORTS[scheme.lower()]),
        path=_without_dots(_encoded(path, _PATH)),
        query=_encoded(query, _QUERY),
        fragment=_encoded(fragment, _QUERY),
    )
    _refuse_too_long(str(parts))
    return parts


def _refuse_unreadable(url: str) -> None:
    if not url:
        raise BadUrl(_("Please give the address of a page."))
    _refuse_too_long(url)
    if _CONTROL.search(url):
        raise BadUrl(_("The address holds characters that cannot be seen; please copy it again."))


def _refuse_too_long(url: str) -> None:
    if len(url) > LONGEST_URL:
        raise BadUrl(_("The address is longer than %(limit)s characters.", limit=LONGEST_URL))


def _read_authority(authority: str) -> tuple[str, str | None]:
    if not authority or authority.startswith(":"):
        raise BadUrl(_("The address names no site."))
    if "@" in authority:
        raise BadUrl(_("The address holds a name or password before the site; please leave it out."))
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None or not 0 < int(parts[2] or 80) < 65536:
        raise _bad_site()
    return _read_host(parts[1]), parts[2]


def _read_host(host: str) -> str:
    try:
        plain = _read_ipv6(host) if host.startswith("[") else _read_name(host)
    except ValueError as error:
        raise _bad_site() from error
    if not is_plain_host(plain):
        raise _bad_site()
    return plain


def _read_ipv6(host: str) -> str:
    return f"[{ipaddress.IPv6Address(host[1:-1]).compressed}]"


def _read_name(host: str) -> str:
    name = unquote(host, errors="strict")
    if not name.isascii():
        name = idna.encode(name, uts46=True).decode("ascii")
    return name.lower().removesuffix(".")


def _encoded(text: str, kept: str) -> str:
    """`text` with percent-encoding where it has to be, in capitals, and nowhere else."""

    def escape(match: re.Match[str]) -> str:
        if match[1] is None:
            return quote(match[0], safe="")
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    return _ESCAPES[kept].sub(escape, text)


def _without_dots(path: str) -> str:
    """`path` without the segments `.` and `..` (RFC 3986, section 5.2.4), never empty."""
    segments = path.split("/")[1:]
    kept: list[str] = []
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _is_tracking(pair: str) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_FAMILIES)


def _bad_site() -> BadUrl:
    return BadUrl(_("The name of the site in this address cannot be read."))
