"""The answer to an outage: what it is, and what the member wrote, to be sent once more."""

from __future__ import annotations

import structlog
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from community.accounts import kept_text
from community.kernel import db, refusals
from community.kernel.logs import route
from community.kernel.outages import FAILURES, RETRY_AFTER, Outage, begin_outage, outage_of

log = structlog.get_logger()


def answer_outages(app: Flask) -> None:
    """Answer outages of `app` in the site's own words; what is none of them stays a failure."""
    for kind in FAILURES:
        app.register_error_handler(kind, _answer)


def _answer(error: Exception) -> ResponseReturnValue:
    outage = outage_of(error)
    if outage is None:
        return refusals.failed(error)
    begin_outage()
    _let_go()
    log.error("outage", kind=outage.name.lower(), route=route(), method=request.method, error=str(error)[:300])
    response = _page(outage)
    response.status_code = outage.status
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(outage: Outage) -> Response:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error=f"{outage.title}. {outage.advice}")
    return make_response(render_template("accounts/outage.html", outage=outage, kept=_kept()))


def _kept() -> kept_text.KeptText | None:
    """What was being sent; a form with a password is filled in anew."""
    is_secret = any("password" in name for name in request.form)
    return None if is_secret else kept_text.typed_now()


def _let_go() -> None:
    try:
        db.session().rollback()
    except SQLAlchemyError:
        # Where the way to the database is broken there is nothing left to take back.
        db.session().invalidate()
