"""No address, however it is written and whatever it turns into, leads into our own network."""

from __future__ import annotations

import pytest

from community.kernel.safe_fetch import Allowed, FetchFailed, FetchRefused, fetch
from tests.kernel.safe_fetch.sites import Site, open_site, redirect

# What names mean in these tests. No trick gets as far as to ask for another.
NAMES = {
    "localhost": ["127.0.0.1"],
    "localhost.localdomain": ["127.0.0.1"],
    "loopback.example": ["127.0.0.1"],
    "loopback6.example": ["::1"],
    "mixed.example": ["93.184.215.14", "127.0.0.1"],
    "mixed6.example": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:127.0.0.1"],
    "scoped.example": ["fe80::1%lo"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "intranet": ["10.1.2.3"],
}


def resolve(host: str, _port: int) -> list[str]:
    return NAMES[host]


# `{p}` is the port of a server on this machine that must not hear of any of this.
TRICKS = [
    # Plain private addresses and names.
    "http://127.0.0.1:{p}/",
    "http://127.0.0.2:{p}/",
    "http://127.255.255.254:{p}/",
    "http://localhost:{p}/",
    "http://LOCALHOST:{p}/",
    "http://localhost.localdomain:{p}/",
    "http://loopback.example:{p}/",
    "http://loopback6.example:{p}/",
    "http://mixed.example:{p}/",
    "http://mixed6.example:{p}/",
    "http://scoped.example:{p}/",
    "http://127.0.0.1.nip.example:{p}/",
    "http://metadata.google.internal:{p}/",
    "http://intranet:{p}/",
    "http://0.0.0.0:{p}/",
    "http://10.0.0.1:{p}/",
    "http://172.16.0.1:{p}/",
    "http://192.168.0.1:{p}/",
    "http://169.254.169.254:{p}/latest/meta-data/",
    "http://100.64.0.1:{p}/",
    "http://224.0.0.1:{p}/",
    "http://255.255.255.255:{p}/",
    # The same number written otherwise.
    "http://2130706433:{p}/",
    "http://017700000001:{p}/",
    "http://0x7f000001:{p}/",
    "http://0x7F.0.0.1:{p}/",
    "http://0x7f.0x0.0x0.0x1:{p}/",
    "http://0177.0.0.1:{p}/",
    "http://0177.0000.0000.0001:{p}/",
    "http://127.1:{p}/",
    "http://127.0.1:{p}/",
    "http://127.0.0.01:{p}/",
    "http://127.0.0.1.:{p}/",
    "http://localhost.:{p}/",
    "http://0:{p}/",
    "http://127.0.0.0x1:{p}/",
    "http://4294967297:{p}/",
    "http://127.0.0.257:{p}/",
    # IPv6, plain and carrying IPv4.
    "http://[::1]:{p}/",
    "http://[0:0:0:0:0:0:0:1]:{p}/",
    "http://[::]:{p}/",
    "http://[::ffff:127.0.0.1]:{p}/",
    "http://[::ffff:7f00:1]:{p}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{p}/",
    "http://[::127.0.0.1]:{p}/",
    "http://[::7f00:1]:{p}/",
    "http://[64:ff9b::127.0.0.1]:{p}/",
    "http://[64:ff9b::a00:1]:{p}/",
    "http://[64:ff9b:1::7f00:1]:{p}/",
    "http://[2002:7f00:1::]:{p}/",
    "http://[2002:c0a8:101::1]:{p}/",
    "http://[2001:0:5db8:d70e::80ff:fffe]:{p}/",
    "http://[2606:2800:21f:cb07:0:5efe:7f00:1]:{p}/",
    "http://[fe80::1]:{p}/",
    "http://[fe80::1%25lo]:{p}/",
    "http://[fec0::1]:{p}/",
    "http://[fc00::1]:{p}/",
    "http://[ff02::1]:{p}/",
    "http://[2001:db8::1]:{p}/",
    "http://[::1:{p}/",
    "http://::1:{p}/",
    "http://[127.0.0.1]:{p}/",
    "http://[v1.127]:{p}/",
    # Authorities in which readers find different hosts.
    "http://127.0.0.1:{p}\\@public.example/",
    "http://127.0.0.1:{p}\\.public.example/",
    "http://public.example@127.0.0.1:{p}/",
    "http://public.example:80@127.0.0.1:{p}/",
    "http://127.0.0.1:{p}@public.example/",
    "http://@127.0.0.1:{p}/",
    "http://public.example:80\\@127.0.0.1:{p}/",
    "http://public.example %40127.0.0.1:{p}/",
    "http://public.example%2f@127.0.0.1:{p}/",
    "http://127.0.0.1%00.public.example:{p}/",
    "http://127.0.0.1%2e:{p}/",
    "http://%31%32%37.0.0.1:{p}/",
    "http://127.0.0.1\t:{p}/",
    "http://127.0.0.1\n.public.example:{p}/",
    "http://127.0.0.1:{p}:80/",
    "http://127.0.0.1:+{p}/",
    "http://127.0.0.1:/",
    "http://public.example:/",
    "http:///127.0.0.1:{p}/",
    "http:/127.0.0.1:{p}/",
    "http:127.0.0.1:{p}/",
    "http:\\\\127.0.0.1:{p}\\",
    "//127.0.0.1:{p}/",
    "http://",
    "http://:{p}/",
    "",
    # Letters that turn into others.
    "http://127。0。0。1:{p}/",
    "http://127．0．0．1:{p}/",
    "http://127｡0｡0｡1:{p}/",
    "http://１２７.0.0.1:{p}/",
    "http://①②⑦.⓪.⓪.①:{p}/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{p}/",
    "http://loc\u00adalhost:{p}/",
    "http://loca\u200blhost:{p}/",
    "http://public.example\uff0f@127.0.0.1:{p}/",
    "http://\ud800127.0.0.1:{p}/",
    "\u202ehttp://127.0.0.1:{p}/",
    # Other schemes.
    "file:///etc/passwd",
    "file://127.0.0.1:{p}/",
    "ftp://127.0.0.1:{p}/",
    "gopher://127.0.0.1:{p}/_GET%20/",
    "dict://127.0.0.1:{p}/",
    "javascript:fetch('http://127.0.0.1:{p}/')",
    "data:text/html,hello",
    "url:http://127.0.0.1:{p}/",
    " http://127.0.0.1:{p}/",
    "view-source:http://127.0.0.1:{p}/",
    "ws://127.0.0.1:{p}/",
]
LOCATIONS = [trick for trick in TRICKS if "\n" not in trick]  # a header ends with its line


def test_the_table_of_tricks_is_a_long_one() -> None:
    assert len(set(TRICKS)) == len(TRICKS) >= 60


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_reaches_this_machine(library: Site, trick: str) -> None:
    with pytest.raises(FetchRefused):
        fetch(trick.replace("{p}", str(library.port)), allow=every_port(library), resolver=resolve, timeout=2)
    assert library.requests == []


@pytest.mark.parametrize("trick", LOCATIONS)
def test_no_trick_reaches_this_machine_by_a_redirect(library: Site, trick: str) -> None:
    with open_site() as door:
        door.pages["/"] = redirect("TRICK").replace(b"TRICK", written(trick, library.port))
        with pytest.raises((FetchRefused, FetchFailed)):
            fetch(
                f"http://127.0.0.1:{door.port}/",
                allow=Allowed(every_port(library).ports, also=door.allowed),
                resolver=resolve,
                timeout=2,
            )
        assert library.requests == []
        assert door.requests


def test_the_server_that_no_trick_reached_was_there_all_the_time(library: Site) -> None:
    fetched = fetch(f"http://127.0.0.1:{library.port}/", allow=Allowed(also=library.allowed))
    assert fetched.body == b"<title>Library</title>"


def every_port(site: Site) -> Allowed:
    """Lets nothing private in, but does not save us by the port either."""
    return Allowed(ports=frozenset({80, 443, site.port}))


def written(trick: str, port: int) -> bytes:
    return trick.replace("{p}", str(port)).encode("utf-8", "replace")
