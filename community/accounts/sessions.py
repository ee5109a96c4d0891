"""Who is signed in, and what happens to a request whose sign-in has ended."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, current_app, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, login_user, logout_user
from flask_wtf.csrf import CSRFError

from community.accounts import kept_text
from community.accounts.current import viewer
from community.accounts.forms import SignInForm
from community.accounts.models import Member
from community.kernel import db, refusals
from community.kernel.gate import SAFE_METHODS
from community.kernel.i18n import _
from community.kernel.outages import is_outage

LARGEST_ID = 2**31 - 1


def admit(app: Flask) -> None:
    """Know the signed-in member of each request, and keep what is typed by those whose sign-in has ended."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(member_of)
    manager.unauthorized_handler(ask_to_sign_in)
    app.register_error_handler(CSRFError, token_refused)


def member_of(key: str) -> Member | None:
    """The member that a sign-in cookie stands for, while it is good: not suspended, not signed out everywhere."""
    number, _dot, epoch = key.partition(".")
    if is_outage():
        return None
    if not (number.isascii() and number.isdigit()) or int(number) > LARGEST_ID:
        return None
    member = db.session().get(Member, int(number))
    is_current = member is not None and str(member.session_epoch) == epoch and member.is_active
    return member if is_current else None


def open_session(member: Member, *, remember: bool) -> None:
    """Sign `member` in on this browser; tokens of forms that were shown before are no longer good."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    login_user(member, remember=remember)


def close_session() -> None:
    """Sign out on this browser."""
    logout_user()
    # What logout_user leaves tells the end of this request to take the long-lived cookie back.
    remembered = session.get("_remember")
    session.clear()
    if remembered:
        session["_remember"] = remembered


def ask_to_sign_in() -> ResponseReturnValue:
    """The sign-in page; a form that was being sent is carried along."""
    if request.method in SAFE_METHODS:
        query = urlencode({"next": request.full_path.rstrip("?")})
        return redirect(f"/sign-in?{query}", 302)
    if request.accept_mimetypes.best == "application/json":
        return refusals.page(401)
    return sign_in_page(SignInForm(formdata=None), kept_text.typed_now(), 401)


def sign_in_page(form: SignInForm, kept: kept_text.KeptText | None, status: int = 200) -> ResponseReturnValue:
    """The sign-in form, with what it carries."""
    return render_template("accounts/sign_in.html", form=form, kept=kept), status


def token_refused(error: CSRFError) -> ResponseReturnValue:
    """The answer to a form whose token has ended: sign in, or send the same once more."""
    db.session().rollback()
    if request.path == "/sign-in":
        return _sign_in_again()
    if viewer() is None and not _is_open_to_visitors():
        return ask_to_sign_in()
    kept = kept_text.typed_now()
    if kept is None or request.accept_mimetypes.best == "application/json":
        return refusals.page(error.code or 400, _("This page was open for a long time. Please load it again."))
    return render_template("accounts/text_is_safe.html", kept=kept, is_late=True), 400


def _sign_in_again() -> ResponseReturnValue:
    form = SignInForm()
    form.identifier.errors = [_("This page was open for a long time. Please sign in once more.")]
    return sign_in_page(form, kept_text.carried(), 400)


def _is_open_to_visitors() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "access", "") in {"anyone", "token"}
