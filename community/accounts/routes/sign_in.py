"""The way in and the way out."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts import kept_text, sessions
from community.accounts.current import anyone, me, members, viewer
from community.accounts.forms import SignInForm
from community.accounts.models import Member
from community.accounts.returning import local_path
from community.accounts.routes import bp
from community.accounts.routes.limiting import limited
from community.accounts.service import member_for, sign_out_everywhere
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.get("/sign-in")
@anyone
def sign_in() -> ResponseReturnValue:
    """The sign-in form; whoever is in already goes on."""
    wanted = local_path(request.args.get("next"))
    if viewer() is not None:
        return redirect(wanted)
    return sessions.sign_in_page(SignInForm(formdata=None, next=wanted), None)


@bp.post("/sign-in")
@anyone
@limited("10 per minute; 60 per hour", failures_only=True)
def enter() -> ResponseReturnValue:
    """Sign in, and go where one wanted to go, or back to what one was writing."""
    form, kept = SignInForm(), kept_text.carried()
    if not form.validate_on_submit():
        return sessions.sign_in_page(form, kept, 422)
    member = member_for(form.identifier.data, form.password.data)
    objection = _objection(member)
    if member is None or objection:
        form.password.errors = [objection]
        return sessions.sign_in_page(form, kept, 422)
    commit()
    sessions.open_session(member, remember=form.remember.data)
    if kept is not None:
        return render_template("accounts/text_is_safe.html", kept=kept, is_late=False)
    return redirect(local_path(form.next.data), 303)


@bp.post("/sign-out")
@anyone
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    sessions.close_session()
    flash(_("You are signed out."))
    return redirect("/sign-in", 303)


@bp.post("/settings/sessions/end")
@members
def end_all() -> ResponseReturnValue:
    """End the sessions of all browsers, this one too."""
    sign_out_everywhere(me())
    commit()
    sessions.close_session()
    flash(_("You are signed out everywhere."))
    return redirect("/sign-in", 303)


def _objection(member: Member | None) -> str:
    if member is None:
        return _("This name and this password do not belong together. Please try again.")
    return "" if member.is_active else _("This account is suspended. Please talk to an administrator.")
