"""A new password for somebody who forgot the old one."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, token_holders
from community.accounts.forms import NewPasswordForm, ResetForm
from community.accounts.links import member_to_reset
from community.accounts.models import Member
from community.accounts.routes import bp
from community.accounts.routes.limiting import limited
from community.accounts.service import request_reset, set_password
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _


@bp.get("/reset")
@anyone
def forgotten() -> ResponseReturnValue:
    """The form that asks where the link is to go."""
    return render_template("accounts/reset.html", form=ResetForm(formdata=None))


@bp.post("/reset")
@anyone
@limited("5 per minute; 20 per hour")
def send_link() -> ResponseReturnValue:
    """Send the link; the answer is the same whether there is an account or not."""
    form = ResetForm()
    if not form.validate_on_submit():
        return render_template("accounts/reset.html", form=form), 422
    request_reset(form.email.data)
    commit()
    return render_template("accounts/reset_sent.html", email=form.email.data)


@bp.get("/reset/<token>")
@token_holders
def choose_password(token: str) -> ResponseReturnValue:
    """The form for the new password."""
    _member_or_404(token)
    return render_template("accounts/new_password.html", form=NewPasswordForm(formdata=None), token=token)


@bp.post("/reset/<token>")
@token_holders
@limited("20 per hour", failures_only=True)
def reset(token: str) -> ResponseReturnValue:
    """Set the new password; the link is used up, and every session ends."""
    member, form = _member_or_404(token), NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form, token=token), 422
    set_password(member, form.password.data)
    commit()
    flash(_("Your password is changed. Please sign in with it."))
    return redirect("/sign-in", 303)


def _member_or_404(token: str) -> Member:
    member = member_to_reset(token)
    if member is None:
        raise NotFound(_("This link was used already, or it is too old. Ask for a new one at «Sign in»."))
    return member
