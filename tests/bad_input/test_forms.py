"""Whatever is sent to a form, nothing breaks and nothing is half written."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from community.accounts.models import Member
from community.factory import BLUEPRINTS
from community.kernel.db import db
from tests.bad_input.answers import faults_of, signed_in
from tests.bad_input.forms_found import FoundForm, without_form
from tests.bad_input.payloads import BAD_TEXTS, encoded
from tests.bad_input.world import World

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

SignIn = Callable[[Member], FlaskClient]
Anew = Callable[[], World]
Forms = Callable[[], dict[str, FoundForm]]

URLENCODED = "application/x-www-form-urlencoded"
ROOMS = [blueprint.name for blueprint in BLUEPRINTS]

ODD_BODIES: dict[str, tuple[str, bytes]] = {
    "nothing at all": (URLENCODED, b""),
    "JSON": ("application/json", b'{"title": 1}'),
    "broken JSON": ("application/json", b'{"title": '),
    "bytes": ("application/octet-stream", bytes(range(256))),
    "a form of bytes": (URLENCODED, bytes(range(256))),
    "bad escapes": (URLENCODED, b"title=%zz%&=&==&%00=%ff&source=%c3%28"),
    "fields without values": (URLENCODED, b"title&source&tags&audience"),
    "many fields": (URLENCODED, b"&".join(b"f%d=1" % n for n in range(1200))),
    "multipart without an end": ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"'),
    "multipart without a boundary": ("multipart/form-data", b"--x"),
    "a charset that there is not": (f"{URLENCODED}; charset=klingon", b"title=a"),
}

ODD_FILES: dict[str, bytes] = {
    "empty": b"",
    "bytes": bytes(range(256)) * 40,
    "the head of a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff",
    "the head of a GIF": b"GIF89a\xff\xff\xff\xff",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "the head of a zip": b"PK\x03\x04" + b"\0" * 100,
    "deep brackets": b"[" * 100_000,
    "deep markup": b"<DL>" * 20_000,
    "a list of nothing": b'[null, 1, {}, [], ""]',
    "UTF-16": '<!DOCTYPE NETSCAPE-Bookmark-file-1><DT><A HREF="http://a.example">\0</A>'.encode("utf-16"),
    "bad links": b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DT><A HREF="http://[::1" ADD_DATE="9e99">\xed</A>',
    "a day that never was": b'[{"href": "http://a.example", "description": "\\ud800", "time": "0000-00-00T00:00:00Z"}]',
}


@pytest.mark.parametrize("room", ROOMS)
def test_each_form_takes_anything(app: Flask, anew: Anew, forms: Forms, as_member: SignIn, room: str) -> None:
    walked = _walk(app, anew, forms, room)
    assert [fault for form, world in walked for fault in _tried(app, world, as_member, form)] == []


@pytest.mark.parametrize("field", ["photo", "file"])
def test_each_file_may_hold_anything(app: Flask, anew: Anew, forms: Forms, as_member: SignIn, field: str) -> None:
    taking, world = [form for form in forms().values() if field in dict(form.fields)], anew()
    faults = []
    for form, (name, content), filename in product(taking, ODD_FILES.items(), ("a.html", "..\\..\\\x01.json")):
        client = signed_in(app, as_member, world, form.who)
        faults += _named(form, name, faults_of(app, _uploading(client, form, field, content, filename)))
    assert taking
    assert faults == []


def _uploading(
    client: FlaskClient, form: FoundForm, field: str, content: bytes, filename: str
) -> Callable[[], TestResponse]:
    fields: dict[str, Any] = {**dict(form.fields), field: (io.BytesIO(content), filename)}
    return lambda: client.post(form.path, data=fields)


def _walk(app: Flask, anew: Anew, forms: Forms, room: str) -> Iterator[tuple[FoundForm, World]]:
    found = forms()
    for rule in _posts(app, room):
        world = anew()
        yield found.get(rule.endpoint) or without_form(app, world, rule), world


def _posts(app: Flask, room: str) -> list[Rule]:
    rules = app.url_map.iter_rules()
    return [rule for rule in rules if rule.endpoint.startswith(f"{room}.") and "POST" in (rule.methods or ())]


def _tried(app: Flask, world: World, as_member: SignIn, form: FoundForm) -> Iterator[str]:
    yield from _by_body(app, world, as_member, form)
    yield from _by_field(app, world, as_member, form)


def _by_field(app: Flask, world: World, as_member: SignIn, form: FoundForm) -> Iterator[str]:
    usual = dict(form.fields)
    # A form reads its fields alike on each engine; what an engine minds is tried in all fields at once.
    alone = [name for name in usual if name != "csrf_token"] if db.engine.dialect.name == "sqlite" else []
    for number, (payload, text) in enumerate(BAD_TEXTS.items()):
        for place, name in enumerate(alone):
            # Alone, each field meets some of the texts; over all forms each kind of field meets every one.
            if (number + place + len(form.path)) % 6 == 0:
                body = encoded({**usual, name: text})
                client = signed_in(app, as_member, world, form.who)
                yield from _named(form, f"{name}: {payload}", faults_of(app, _sending(client, form, URLENCODED, body)))
        client = signed_in(app, as_member, world, form.who)
        everything = encoded({**dict.fromkeys(usual, text), text: text})
        yield from _named(form, f"all: {payload}", faults_of(app, _sending(client, form, URLENCODED, everything)))


def _by_body(app: Flask, world: World, as_member: SignIn, form: FoundForm) -> Iterator[str]:
    for number, (name, (content_type, body)) in enumerate(ODD_BODIES.items()):
        if (number + len(form.path)) % 2:
            continue
        client = signed_in(app, as_member, world, form.who)
        yield from _named(form, name, faults_of(app, _sending(client, form, content_type, body)))


def _sending(client: FlaskClient, form: FoundForm, content_type: str, body: bytes) -> Callable[[], TestResponse]:
    return lambda: client.post(form.path, data=body, content_type=content_type)


def _named(form: FoundForm, what: str, faults: list[str]) -> list[str]:
    return [f"POST {form.path} as {form.who} with {what}: {fault}" for fault in faults]
