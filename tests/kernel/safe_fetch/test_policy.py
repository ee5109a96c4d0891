"""Which addresses are public."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from community.kernel.safe_fetch.policy import Allowed, is_public

PUBLIC = [
    "1.1.1.1",
    "93.184.215.14",
    "172.15.255.255",
    "172.32.0.1",
    "100.63.255.255",
    "223.255.255.254",
    "2606:4700:4700::1111",
    "2a00:1450:4001:829::200e",
    "::ffff:93.184.215.14",
    "64:ff9b::93.184.215.14",
    "2002:5db8:d70e::1",
]
PRIVATE = [
    "0.0.0.0",  # noqa: S104  # a row of the table; nothing listens there
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.9.10",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:2::1",
    "2001:0:5db8:d70e::80ff:fffe",
    "2001:db8::1",
    "2002:a00:1::",
    "2002:7f00:1::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:10.0.0.1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_every_other_address_is_not(address: str) -> None:
    assert not is_public(ip_address(address))


def test_a_public_address_has_no_objection_at_the_ports_of_the_web() -> None:
    assert [Allowed().objection(ip_address("1.1.1.1"), port) for port in (80, 443)] == [None, None]


def test_another_port_is_named_in_the_objection() -> None:
    assert "22" in (Allowed().objection(ip_address("1.1.1.1"), 22) or "")


def test_the_operator_can_add_a_port() -> None:
    assert Allowed(ports=frozenset({8080})).objection(ip_address("1.1.1.1"), 8080) is None


def test_an_exception_holds_for_its_own_port_alone() -> None:
    allowed = Allowed(also=frozenset({("10.0.0.5", 8080)}))
    assert allowed.objection(ip_address("10.0.0.5"), 8080) is None
    assert allowed.objection(ip_address("10.0.0.5"), 80)


def test_an_exception_holds_for_its_own_address_alone() -> None:
    allowed = Allowed(also=frozenset({("10.0.0.5", 80)}))
    assert allowed.objection(ip_address("10.0.0.6"), 80)
