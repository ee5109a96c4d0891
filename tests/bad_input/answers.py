"""What an answer to bad input must be: calm, in the site's own design, and without half an act behind it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from tests.bad_input.writes import committed

# A form's own page with what was typed says 422 too; whole pages have the site's main region.
MAIN = '<main class="page-main"'


def faults_of(app: Flask, ask: Callable[[], TestResponse]) -> list[str]:
    """What is wrong with the answer to one request; empty when all is well."""
    with committed() as kept:
        response = ask()
    faults = []
    if response.status_code >= 500:
        faults.append(f"status {response.status_code}")
    if 400 <= response.status_code < 500 and kept:
        faults.append(f"status {response.status_code}, but kept: {kept[0][:80]}")
    if response.status_code >= 400 and not _is_designed(response):
        faults.append(f"status {response.status_code} without the site's design: {response.data[:60]!r}")
    if b"error-summary" in response.data:
        faults += _faults_of_summary(html.fromstring(response.data))
    return faults


def _faults_of_summary(page: html.HtmlElement) -> list[str]:
    """What was refused is summed up in the order of the fields, each of which is there."""
    named = [href[1:] for href in page.xpath("//*[contains(@class, 'error-summary')]//a/@href")]
    places = [name for name in page.xpath("//main//@id") if name in named]
    return [] if places == named else [f"the summary names {named}, the page has {places}"]


def _is_designed(response: TestResponse) -> bool:
    if response.mimetype != "text/html":
        return response.mimetype in {"application/json", "text/plain"} and bool(response.data)
    text = response.get_data(as_text=True)
    # What a script fetches is a piece of a page, which the page around it designs.
    return MAIN in text or "<html" not in text


def signed_in(app: Flask, as_member: Callable[..., FlaskClient], world: object, who: str) -> FlaskClient:
    """A client of this person, or of nobody."""
    member = world.member(who)  # type: ignore[attr-defined]  # any world will do
    return as_member(member) if member is not None else app.test_client()
