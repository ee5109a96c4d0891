"""Every refusal becomes a page with a sentence and the right status; no traceback reaches a reader."""

from __future__ import annotations

from typing import Any

import structlog
from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _, _l
from community.kernel.logs import route

log = structlog.get_logger()

WORDS = {
    400: (
        _l("This request could not be read"),
        _l("Please go back, check the address or the form, and try again."),
    ),
    401: (_l("Please sign in"), _l("This page is for members.")),
    403: (
        _l("This is not open to you"),
        _l("You may be signed in as somebody else, or it belongs to others."),
    ),
    404: (_l("Nothing here"), _l("It may have been moved or taken back, or it is not open to you.")),
    405: (_l("That does not work here"), _l("This address cannot be used in this way. Please go back.")),
    413: (_l("That is too large"), _l("Please send something smaller.")),
    422: (_l("That did not work"), _l("Please go back and change it.")),
    429: (_l("Please wait a moment"), _l("This was tried very often. Try again in a few minutes.")),
    500: (_l("Something went wrong on our side"), _l("It was noted. Please try again in a moment.")),
}


def refuse_politely(app: Flask) -> None:
    """Answer refusals and failures of `app` in the site's own words."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, failed)


def page(status: int, message: str | None = None) -> ResponseReturnValue:
    """The page of a refusal: a title for its status, and the sentence that says what to do."""
    title, advice = WORDS.get(status, WORDS[400 if status < 500 else 500])
    sentence = message or str(advice)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=sentence), status
    return render_template("shared/error.html", status=status, title=title, message=sentence), status


def _refused(error: Refused) -> ResponseReturnValue:
    session().rollback()
    return page(error.status, str(error) or None)


def _http(error: HTTPException) -> Any:
    session().rollback()
    if error.code is None or error.code < 400:
        return error
    response = make_response(page(error.code))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def failed(error: Exception) -> ResponseReturnValue:
    """The answer to a mistake of ours, which is logged."""
    session().rollback()
    log.error("request failed", route=route(), method=request.method, exc_info=error)
    if _raises():
        raise error
    return page(500, _("Something went wrong on our side. It was noted; please try again in a moment."))


def _raises() -> bool:
    return bool(current_app.config.get("RAISE_FAILURES"))
