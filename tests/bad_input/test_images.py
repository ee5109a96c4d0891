"""Whatever is sent as a picture, nothing breaks and nothing is kept of it."""

from __future__ import annotations

import io
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from community.accounts.models import Member
from tests.bad_input.answers import faults_of
from tests.bad_input.test_forms import ODD_BODIES, ODD_FILES, Anew
from tests.entries.pictures import BAD_FILES

SignIn = Callable[[Member], FlaskClient]
NAMES = ("a.html", "..\\..\\\x01.svg", "a.png\0.exe", "")


def test_each_picture_may_hold_anything(app: Flask, anew: Anew, as_member: SignIn) -> None:
    client, faults = as_member(anew().cast.people["author"]), []
    for path in ("/images", "/preview/page"):
        for what, content in (BAD_FILES | ODD_FILES).items():
            for name in NAMES:
                response = faults_of(app, _sending(client, path, content, name))
                faults += [f"{path}, {what} as {name!r}: {fault}" for fault in response]
        for what, (kind, body) in ODD_BODIES.items():
            found = faults_of(app, lambda: client.post(path, data=body, content_type=kind))  # noqa: B023 (called at once)
            faults += [f"{path}, {what}: {fault}" for fault in found]
    assert faults == []


def _sending(client: FlaskClient, path: str, content: bytes, name: str) -> Callable[[], TestResponse]:
    fields = {"picture": (io.BytesIO(content), name), "add_picture": "source", "source": "Words", "form_action": "/x"}
    return lambda: client.post(path, data=fields)
