"""What a browser gets compressed, and what it does not."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.paths import STATIC

ASKING = {"Accept-Encoding": "gzip, deflate, br"}
SCRIPT = "/static/vendor/htmx/htmx.min.js"


def bundle(app: Flask) -> str:
    with app.test_request_context():
        return str(app.jinja_env.globals["static_url"]("site.css"))  # type: ignore[operator]  # it is a function


def test_the_style_sheet_comes_compressed_to_who_asks_for_it(app: Flask, visitor: FlaskClient) -> None:
    plain, small = visitor.get(bundle(app)), visitor.get(bundle(app), headers=ASKING)

    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 3
    assert all("Accept-Encoding" in answer.vary for answer in (plain, small))
    assert "Content-Encoding" not in plain.headers


def test_a_file_that_has_not_changed_is_not_sent_again(visitor: FlaskClient) -> None:
    with visitor.get(SCRIPT, headers=ASKING) as first:
        assert gzip.decompress(first.data) == (STATIC / "vendor/htmx/htmx.min.js").read_bytes()
    with visitor.get(SCRIPT, headers=ASKING | {"If-None-Match": first.headers["ETag"]}) as again:
        assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("path", "headers"), [("/sign-in", {}), ("/static/icon-512.png", {}), (SCRIPT, {"Range": "bytes=0-99"})]
)
def test_pages_pictures_and_parts_stay_as_they_are(visitor: FlaskClient, path: str, headers: dict[str, str]) -> None:
    with visitor.get(path, headers=ASKING | headers) as answer:
        assert "Content-Encoding" not in answer.headers
