"""What a balancer or a supervisor asks: whether the program runs, and whether this machine may be sent readers."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from community.kernel.access import anyone
from community.kernel.readiness import what_is_missing

bp = Blueprint("probes", __name__)


@bp.get("/healthz")
@anyone
def is_alive() -> ResponseReturnValue:
    """That the program runs; nothing else is asked, so that a database that is away starts no machine anew."""
    return _said([], 200)


@bp.get("/readyz")
@anyone
def is_ready() -> ResponseReturnValue:
    """Whether this machine may be sent readers, and if not (503), what is missing."""
    missing = what_is_missing()
    return _said(missing, 503 if missing else 200)


def _said(missing: list[str], status: int) -> Response:
    answer = jsonify(missing=missing)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer
