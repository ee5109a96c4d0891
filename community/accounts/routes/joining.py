"""Joining, where the organization lets people join."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts import sessions
from community.accounts.current import anyone, viewer
from community.accounts.forms import JoinForm
from community.accounts.queries import has_members
from community.accounts.routes import bp
from community.accounts.routes.limiting import limited
from community.accounts.service import join
from community.accounts.service.joining import MailTaken, UsernameTaken
from community.kernel.db import commit
from community.kernel.errors import NotAllowed
from community.kernel.i18n import _

LANGUAGES = ("en", "de")


@bp.get("/join")
@anyone
def joining() -> ResponseReturnValue:
    """The form that makes an account."""
    _check_open()
    if viewer() is not None:
        return redirect("/")
    return render_template("accounts/join.html", form=JoinForm(formdata=None), action="/join", email=None)


@bp.post("/join")
@anyone
@limited("60 per hour")
def become_member() -> ResponseReturnValue:
    """Make the account and sign in."""
    _check_open()
    form = JoinForm()
    if not form.validate_on_submit():
        return _again(form)
    try:
        member = join(
            name=form.name.data,
            email=form.email.data,
            username=form.username.data,
            password=form.password.data,
            language=_language(),
            timezone=current_app.config["DEFAULT_TIMEZONE"],
        )
    except MailTaken as refusal:
        form.email.errors = [str(refusal)]
        return _again(form)
    except UsernameTaken as refusal:
        form.username.errors = [str(refusal)]
        return _again(form)
    commit()
    sessions.open_session(member, remember=False)
    flash(_("Welcome, %(name)s.", name=member.name))
    return redirect("/", 303)


def _again(form: JoinForm) -> ResponseReturnValue:
    return render_template("accounts/join.html", form=form, action="/join", email=None), 422


def _language() -> str:
    return request.accept_languages.best_match(LANGUAGES) or str(current_app.config["DEFAULT_LANGUAGE"])


def _check_open() -> None:
    signup = current_app.config["SIGNUP"]
    if signup == "open" or not has_members():
        return
    if signup == "invitation":
        raise NotAllowed(_("People join here by invitation. Ask a colleague who looks after the community for one."))
    raise NotAllowed(_("Nobody can join here by themselves. Accounts are made by those who look after the community."))
