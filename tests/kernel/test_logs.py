"""Lines of the log belong to a request, and tell nothing of what people wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from community.config import BadSettings
from community.factory import create_app

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def make(settings: dict[str, Any]) -> Iterator[Callable[..., Flask]]:
    """Makes sites that log in their own way."""
    before = structlog.get_config()
    yield lambda **more: create_app({**settings, "RAISE_FAILURES": False, **more})
    structlog.configure(**before)


@pytest.fixture
def client(make: Callable[..., Flask]) -> FlaskClient:
    """A reader of a site that logs for machines, with one page that fails."""
    site = make(LOG_FORMAT="json")

    def fail(name: str) -> str:
        raise RuntimeError("The roof is off")

    site.add_url_rule("/fails/<name>", view_func=fail)
    return site.test_client()


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """What was logged since it was asked last."""
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_answer_has_a_line_with_its_route_and_not_its_address(client: FlaskClient, lines: Lines) -> None:
    answer = client.get("/healthz?name=Ana")
    (line,) = lines()
    assert (line["route"], line["status"], line["method"]) == ("/healthz", 200, "GET")
    assert line["request"] == answer.headers["X-Request-ID"]
    assert "Ana" not in json.dumps(line)


def test_lines_of_one_request_have_the_number_that_the_proxy_gave(client: FlaskClient, lines: Lines) -> None:
    answer = client.get("/fails/Ana", headers={"X-Request-ID": "from-the-proxy_7"})
    told = lines()
    assert answer.headers["X-Request-ID"] == "from-the-proxy_7"
    assert [line["event"] for line in told] == ["request failed", "answered"]
    assert {line["request"] for line in told} == {"from-the-proxy_7"}
    assert {line["route"] for line in told} == {"/fails/<name>"}
    assert "The roof is off" in told[0]["exception"]
    assert "Ana" not in json.dumps(told)


@pytest.mark.parametrize("given", ["", "two words", "x" * 65, 'a"b', "Zoë"])
def test_a_number_that_is_no_plain_word_is_not_taken(client: FlaskClient, lines: Lines, given: str) -> None:
    answer = client.get("/healthz", headers={"X-Request-ID": given.encode().decode("latin-1")})
    number = answer.headers["X-Request-ID"]
    assert number != given
    assert [line["request"] for line in lines()] == [number]


def test_no_two_requests_have_one_number(client: FlaskClient) -> None:
    assert len({client.get("/healthz").headers["X-Request-ID"] for _time in range(3)}) == 3


def test_an_address_that_leads_nowhere_is_not_repeated(client: FlaskClient, lines: Lines) -> None:
    client.get("/nowhere/secret-word")
    assert [line["route"] for line in lines()] == ["(none)"]


def test_people_who_look_on_see_no_line_for_each_answer(
    make: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    make().test_client().get("/healthz")
    assert capsys.readouterr().out == ""
    make(LOG_LEVEL="DEBUG").test_client().get("/healthz")
    assert "/healthz" in capsys.readouterr().out


@pytest.mark.parametrize("mistake", [{"LOG_LEVEL": "LOUD"}, {"LOG_FORMAT": "xml"}])
def test_a_way_of_logging_that_there_is_not_is_named(make: Callable[..., Flask], mistake: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="|".join(mistake)):
        make(**mistake)
