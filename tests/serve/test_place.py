"""HOST and PORT say where the site is served; a place that cannot be had is refused with a sentence."""

from __future__ import annotations

import socket

import pytest

from community.serve.place import CannotServe, Place, chosen_place, listen


def test_the_site_is_served_on_this_machine_alone_unless_told_otherwise() -> None:
    assert chosen_place({}) == Place("127.0.0.1", 8000)


def test_the_environment_chooses_host_and_port() -> None:
    assert chosen_place({"HOST": "0.0.0.0", "PORT": "8123"}) == Place("0.0.0.0", 8123)  # noqa: S104 (nothing listens)


@pytest.mark.parametrize("port", ["abc", "-1", "65536", "80 ", "8e3", "٨٠٠٠"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(CannotServe, match="must be a number from 0"):
        chosen_place({"PORT": port})


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("localhost", "http://localhost:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),  # noqa: S104 (nothing listens)
        ("::", "http://127.0.0.1:8123"),
        ("::1", "http://[::1]:8123"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host: str, url: str) -> None:
    assert Place(host, 8123).url == url


def test_port_0_becomes_one_that_was_free() -> None:
    listener, place = listen(Place(port=0))
    with listener:
        assert place.port == listener.getsockname()[1] > 0


def test_somebody_who_knocks_is_heard() -> None:
    listener, place = listen(Place(port=0))
    with listener, socket.create_connection((place.host, place.port)) as visitor:
        assert visitor.getpeername()[1] == place.port


def test_a_port_in_use_is_refused_with_another_one_to_try() -> None:
    listener, place = listen(Place(port=0))
    with listener, pytest.raises(CannotServe, match=rf"Port {place.port} is in use .* PORT=\d+ python3 app.py"):
        listen(place)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotServe, match=r"cannot listen on 192\.0\.2\.1"):
        listen(Place("192.0.2.1", 0))
