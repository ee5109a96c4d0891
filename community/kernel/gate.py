"""What is refused before any room sees it: bytes that no database stores and numbers that no row has."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, request
from werkzeug.routing import IntegerConverter

from community.kernel import db
from community.kernel.errors import Refused
from community.kernel.i18n import _

LARGEST_ID = 2**31 - 1
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class BadCharacters(Refused):
    """An address holds a character that cannot be stored or looked for."""

    status = 400


class RowId(IntegerConverter):
    """Whole numbers as far as ids go; larger ones are addresses that do not exist."""

    def __init__(self, map: object, **options: object) -> None:  # noqa: A002 (the name is Werkzeug's)
        options.setdefault("max", LARGEST_ID)
        super().__init__(map, **options)  # type: ignore[arg-type]  # passed on as Werkzeug gave them


def keep(app: Flask) -> None:
    """Put the gate before every request of `app`."""
    app.url_map.converters["int"] = RowId

    @app.before_request
    def check() -> None:
        db.set_writing(request.method not in SAFE_METHODS)
        if "\0" in request.path or any("\0" in text for text in _texts()):
            raise BadCharacters(_("This address holds a character that cannot be used."))

    @app.teardown_request
    def write_again(_error: BaseException | None) -> None:
        db.set_writing(True)


def _texts() -> Iterable[str]:
    for name, values in request.args.lists():
        yield name
        yield from values
