"""A server that is told to stop lets nobody in, and answers everybody who is in already."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from flask import Flask

from community.serve.place import Place, listen
from community.serve.web_server import WebServer

LONG_ANSWER = "a long answer " * 50_000
SECONDS = 20


@dataclass
class House:
    """A small site that is being served, with a page that answers only when the test says so."""

    place: Place
    server: WebServer
    running: Future[bool]
    visitors: ThreadPoolExecutor
    sent: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    asked: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    may_answer: threading.Event = field(default_factory=threading.Event)

    def visit(self, path: str) -> Future[tuple[int, str]]:
        """Ask for a page from another thread."""
        return self.visitors.submit(self._visit, path)

    def _visit(self, path: str) -> tuple[int, str]:
        with self.connection() as connection:
            connection.request("GET", path)
            self.sent.release()
            response = connection.getresponse()
            return response.status, response.read().decode()

    def connection(self) -> closing[http.client.HTTPConnection]:
        """A visitor's own connection, for a block."""
        return closing(http.client.HTTPConnection(self.place.host, self.place.port, timeout=SECONDS))

    def wait_until_sent(self, times: int) -> None:
        """Wait until visitors have sent so many requests, whether or not anybody has read them."""
        assert all(self.sent.acquire(timeout=SECONDS) for _ in range(times))

    def wait_until_asked(self) -> None:
        """Wait until the slow page is at work."""
        assert self.asked.acquire(timeout=SECONDS)

    def wait_until_closed(self) -> None:
        """Wait until nobody new is let in."""
        while True:
            try:
                socket.create_connection((self.place.host, self.place.port), timeout=SECONDS).close()
            except ConnectionError:
                return


@pytest.fixture
def house() -> Iterator[House]:
    """A site that is being served, with patience."""
    yield from served(seconds_to_finish=SECONDS)


@pytest.fixture
def impatient_house() -> Iterator[House]:
    """A site whose server waits for hardly anybody."""
    yield from served(seconds_to_finish=0.2)


def served(*, seconds_to_finish: float) -> Iterator[House]:
    app = Flask(__name__)
    app.config["TRUST_PROXY"] = 0
    listener, place = listen(Place(port=0))
    server = WebServer(app, listener, seconds_to_finish=seconds_to_finish)

    def run() -> bool:
        server.serve_until_stopped()
        return server.finish()

    with ThreadPoolExecutor(1) as runner, ThreadPoolExecutor(16) as visitors:
        house = House(place, server, runner.submit(run), visitors)
        furnish(app, house)
        yield house
        house.may_answer.set()
        server.stop()


def furnish(app: Flask, house: House) -> None:
    @app.get("/")
    def home() -> str:
        return "welcome"

    @app.get("/slow")
    def slow() -> str:
        house.asked.release()
        house.may_answer.wait(SECONDS)
        return LONG_ANSWER


def test_a_page_is_served(house: House) -> None:
    assert house.visit("/").result(SECONDS) == (200, "welcome")


def test_a_request_in_flight_is_answered_in_full_after_the_stop(house: House) -> None:
    answer = house.visit("/slow")
    house.wait_until_asked()

    house.server.stop()
    house.wait_until_closed()
    house.may_answer.set()

    assert answer.result(SECONDS) == (200, LONG_ANSWER)


def test_requests_that_wait_for_a_free_thread_are_answered_too(house: House) -> None:
    answers = [house.visit("/slow") for _ in range(12)]
    house.wait_until_sent(times=12)

    house.server.stop()
    house.wait_until_closed()
    house.may_answer.set()

    assert [answer.result(SECONDS)[0] for answer in answers] == [200] * 12


def test_the_server_says_that_everybody_was_answered(house: House) -> None:
    house.visit("/").result(SECONDS)

    house.server.stop()

    assert house.running.result(SECONDS) is True


def test_a_connection_kept_alive_does_not_hold_the_server_up(house: House) -> None:
    with house.connection() as idle:
        idle.request("GET", "/")
        idle.getresponse().read()

        house.server.stop()

        assert house.running.result(SECONDS) is True


def test_a_request_that_takes_too_long_is_cut_off_and_admitted(impatient_house: House) -> None:
    impatient_house.visit("/slow")
    impatient_house.wait_until_asked()

    impatient_house.server.stop()

    assert impatient_house.running.result(SECONDS) is False


def test_the_server_does_not_advertise_what_it_is(house: House) -> None:
    with house.connection() as connection:
        connection.request("GET", "/")

        assert "waitress" not in str(connection.getresponse().headers).lower()
