"""Devices are told at once, in words that only they can read; a server here stands in for the push service."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import http_ece
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from py_vapid import Vapid02

from community.accounts.models import Member
from community.entries.service import withdraw
from community.kernel.db import commit, session
from community.kernel.jobs import jobs
from community.kernel.safe_fetch import Allowed
from community.notifications.models import OutgoingPush, PushDevice
from community.notifications.pushing import add_device, devices_of
from tests.factories import a_comment, a_member, an_entry


class Service(HTTPServer):
    """A push service that keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Desk)
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.status = 201

    @property
    def url(self) -> str:
        """Where a device is told."""
        return f"http://127.0.0.1:{self.server_address[1]}/device"


class Desk(BaseHTTPRequestHandler):
    """Takes one push."""

    server: Service

    def do_POST(self) -> None:
        """Keep it."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((dict(self.headers), content))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


class Browser:
    """The keys of one browser."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def public_key(self) -> str:
        """What it tells the site."""
        return word(self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def read(self, content: bytes) -> dict[str, str]:
        """What was sent to it."""
        plain = http_ece.decrypt(content, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return dict(json.loads(plain))


def word(content: bytes) -> str:
    """Bytes as browsers write them."""
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


@pytest.fixture
def service(app: Flask) -> Iterator[Service]:
    """A push service, and a site that has a key."""
    vapid = Vapid02()
    vapid.generate_keys()
    raw = vapid.private_key.private_numbers().private_value.to_bytes(32, "big")
    with Service() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        allowed = Allowed(also=frozenset({("127.0.0.1", server.server_address[1])}))
        app.config.update(PUSH_PRIVATE_KEY=word(raw), PUSH_ALLOWED=allowed, MAIL_FROM="c@example.org")
        with time_machine.travel("2026-11-25 12:00:00+00:00"):
            yield server
        server.shutdown()


def with_browser(member: Member, service: Service) -> Browser:
    """A browser of `member` that is told."""
    browser = Browser()
    add_device(
        member, endpoint=service.url, public_key=browser.public_key, secret=word(browser.secret), label="Telephone"
    )
    commit()
    return browser


def mention(ana: Member) -> Any:
    """A comment that names Ana."""
    ben = a_member("Ben")
    return a_comment(an_entry(author=ben, title="Handover"), by=ben, source=f"@{ana.username}, look.")


def test_a_device_hears_what_asks_for_its_member_once(app: Flask, service: Service) -> None:
    ana = a_member("Ana")
    browser = with_browser(ana, service)
    a_comment(an_entry(author=ana))
    mention(ana)
    jobs.run("tell devices")
    ((headers, content),) = service.taken
    assert browser.read(content)["title"] == "Ben mentioned you in “Handover”"
    assert browser.read(content)["url"].startswith("/notifications/")
    assert b"Handover" not in content
    assert headers["Authorization"].startswith("vapid t=")
    assert headers["Content-Encoding"] == "aes128gcm"


def test_a_device_that_is_gone_is_forgotten(app: Flask, service: Service) -> None:
    ana = a_member("Ana")
    with_browser(ana, service)
    service.status = 410
    mention(ana)
    assert session().query(PushDevice).count() == 0


def test_a_service_that_is_busy_is_asked_again(app: Flask, service: Service) -> None:
    ana = a_member("Ana")
    with_browser(ana, service)
    service.status = 503
    mention(ana)
    service.status = 201
    with time_machine.travel("2026-11-25 12:06:00+00:00"):
        jobs.run("tell devices")
    assert len(service.taken) == 2
    assert not session().query(OutgoingPush).one().is_waiting


def test_quiet_hours_hold_for_devices_and_what_is_gone_is_not_told(app: Flask, service: Service) -> None:
    ana = a_member("Ana")
    with_browser(ana, service)
    with time_machine.travel("2026-11-25 22:00:00+00:00"):
        remark = mention(ana)
        assert service.taken == []
        withdraw(remark, by=remark.author)
        commit()
    with time_machine.travel("2026-11-26 07:01:00+00:00"):
        jobs.run("tell devices")
    assert service.taken == []


def test_a_browser_is_added_and_taken_away(app: Flask, service: Service, as_member: Any) -> None:
    ana, browser = a_member("Ana"), Browser()
    client = as_member(ana)
    sent = {"endpoint": service.url, "public_key": browser.public_key, "secret": word(browser.secret)}
    assert "data-push-key" in client.get("/settings/notifications").text
    assert client.post("/settings/notifications/devices", data=sent).status_code == 303
    (device,) = devices_of(ana)
    assert as_member(a_member()).post(f"/settings/notifications/devices/{device.id}/end").status_code == 404
    assert client.post(f"/settings/notifications/devices/{device.id}/end").status_code == 303
    assert devices_of(ana) == []


@pytest.mark.parametrize("wrong", [{"public_key": "x"}, {"secret": "AAAA"}, {"endpoint": "ftp://a"}, {"secret": "ä"}])
def test_what_no_browser_sends_is_refused(app: Flask, service: Service, as_member: Any, wrong: dict[str, str]) -> None:
    browser = Browser()
    sent = {"endpoint": service.url, "public_key": browser.public_key, "secret": word(browser.secret)} | wrong
    assert as_member(a_member()).post("/settings/notifications/devices", data=sent).status_code == 422


def test_a_push_does_not_lead_inside(app: Flask, service: Service) -> None:
    app.config["PUSH_ALLOWED"] = Allowed()
    ana = a_member("Ana")
    with_browser(ana, service)
    mention(ana)
    assert (service.taken, session().query(PushDevice).count()) == ([], 0)
