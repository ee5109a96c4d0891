"""Every mail with sample data, for those who design; only while developing."""

from __future__ import annotations

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import members
from community.kernel.mail import office, writing
from community.notifications.routes import bp

POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""A mail carries its styles in itself, and loads nothing."""


@bp.get("/mails")
@members
def mails() -> ResponseReturnValue:
    """The kinds of mail that there are."""
    _only_while_developing()
    return render_template("notifications/mails.html", kinds=sorted(office.kinds))


@bp.get("/mails/<mail_kind>.html")
@members
def mail_as_html(mail_kind: str) -> ResponseReturnValue:
    """One mail as mail programs show it."""
    _text, html = _sample(mail_kind)
    return Response(html, headers={"Content-Security-Policy": POLICY})


@bp.get("/mails/<mail_kind>.txt")
@members
def mail_as_text(mail_kind: str) -> ResponseReturnValue:
    """One mail as plain text."""
    text, _html = _sample(mail_kind)
    return Response(text, mimetype="text/plain")


def _sample(mail_kind: str) -> tuple[str, str]:
    _only_while_developing()
    kind = office.kinds.get(mail_kind)
    return writing.bodies(kind.sample()) if kind is not None else abort(404)


def _only_while_developing() -> None:
    if not current_app.debug:
        abort(404)
