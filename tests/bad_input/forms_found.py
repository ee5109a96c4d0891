"""Every form that the pages of the site hold, as a browser would send it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from community.accounts.models import Member
from tests.bad_input.world import PASSWORD, World
from tests.canary.people import VISITOR
from tests.canary.surfaces import WITHOUT_WORDS, filled

SignIn = Callable[[Member], FlaskClient]

WHO_LOOKS = ("author", "administrator", "named", VISITOR)
MOST_PATHS = 10
TYPED = {
    "url": "https://example.org/page",
    "people": "ned",
    "username": "ada",
    "email": "new@example.org",
    "password": PASSWORD,
    "starts_on": "2026-12-01",
    "offset_days": "3",
    "timezone": "Europe/London",
}


@dataclass(frozen=True)
class FoundForm:
    """A form: which route it goes to, who was shown it, and what it sends."""

    endpoint: str
    path: str
    who: str
    fields: tuple[tuple[str, str], ...]


def without_form(app: Flask, world: World, rule: Rule) -> FoundForm:
    """What a script would send to a route that no page of this world has a form for."""
    values = world.values
    path = next(iter(filled(app, rule, values)))
    fields = {"source": "Some words", "title": "A title", "wanted": "1", "following": "1", "value": "1"}
    return FoundForm(rule.endpoint, path, "author", tuple(fields.items()))


def forms_of(app: Flask, world: World, as_member: SignIn) -> dict[str, FoundForm]:
    """The first form found for each route that takes one."""
    found: dict[str, FoundForm] = {}
    for who in WHO_LOOKS:
        member = world.member(who)
        client = as_member(member) if member is not None else app.test_client()
        for path in _pages(app, world):
            for form in _forms_on(app, client, path, who):
                found.setdefault(form.endpoint, form)
    return found


def _pages(app: Flask, world: World) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in WITHOUT_WORDS:
            yield from islice(filled(app, rule, world.values), MOST_PATHS)


def _forms_on(app: Flask, client: FlaskClient, path: str, who: str) -> Iterator[FoundForm]:
    response = client.get(path)
    if response.mimetype != "text/html" or not response.data:
        return
    for form in html.fromstring(response.data).xpath("//form[translate(@method,'POST','post')='post']"):
        for action in (form.get("action") or path, *form.xpath(".//@formaction"), *form.xpath("./@data-draft")):
            endpoint = endpoint_of(app, urlsplit(action).path)
            if endpoint is not None:
                yield FoundForm(endpoint, urlsplit(action).path, who, tuple(_fields(form).items()))


def endpoint_of(app: Flask, path: str) -> str | None:
    """The route that a POST to `path` reaches."""
    try:
        return str(app.url_map.bind("localhost").match(path, method="POST")[0])
    except HTTPException:
        return None


def _fields(form: html.HtmlElement) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name] | .//button[@name]"):
        name, kind = field.get("name"), field.get("type", field.tag)
        if name in fields and not (kind == "radio" and field.get("checked") is not None):
            continue
        fields[name] = _value(field) or TYPED.get(name, "Some words")
    return fields


def _value(field: html.HtmlElement) -> str:
    if field.tag == "textarea":
        return field.text_content().strip()
    if field.tag == "select":
        chosen = field.xpath("./option[@selected]/@value") or field.xpath(".//option/@value")
        return str(chosen[0]) if chosen else ""
    return field.get("value") or ""
