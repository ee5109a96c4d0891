"""Joining, where the organization lets people join."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts import sessions
from community.accounts.current import anyone, token_holders, viewer
from community.accounts.forms import InvitedForm, JoinForm
from community.accounts.links import open_invitation
from community.accounts.models import Invitation, Member
from community.accounts.queries import is_settled, team_by_id
from community.accounts.routes import bp
from community.accounts.routes.limiting import limited
from community.accounts.service import join
from community.accounts.service.joining import MailTaken, UsernameTaken
from community.audiences.service import set_team
from community.kernel.db import commit
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _, language


@bp.get("/join")
@anyone
def joining() -> ResponseReturnValue:
    """The form that makes an account."""
    _check_open()
    return redirect("/") if viewer() else _page(JoinForm(formdata=None))


@bp.post("/join")
@anyone
@limited("60 per hour")
def become_member() -> ResponseReturnValue:
    """Make the account and sign in."""
    _check_open()
    form = JoinForm()
    member = _joined(form, email=form.email.data) if form.validate_on_submit() else None
    return _welcome(member) if member else _page(form, 422)


@bp.get("/join/<token>")
@token_holders
def invited(token: str) -> ResponseReturnValue:
    """The form for somebody who was invited."""
    return _page(InvitedForm(formdata=None), invitation=_invitation_or_404(token))


@bp.post("/join/<token>")
@token_holders
@limited("60 per hour")
def accept_invitation(token: str) -> ResponseReturnValue:
    """Make the account of somebody who was invited, with the role and team of the invitation."""
    invitation, form = _invitation_or_404(token), InvitedForm()
    is_sound = form.validate_on_submit()
    member = _joined(form, email=invitation.email, invitation=invitation) if is_sound else None
    if member is None:
        return _page(form, 422, invitation=invitation)
    if invitation.team_id is not None:
        set_team(member, team_by_id(invitation.team_id))
    return _welcome(member)


def _joined(form: Any, *, email: str, invitation: Invitation | None = None) -> Member | None:
    try:
        return join(
            name=form.name.data,
            email=email,
            username=form.username.data,
            password=form.password.data,
            language=language(),
            timezone=current_app.config["DEFAULT_TIMEZONE"],
            invitation=invitation,
        )
    except MailTaken as refusal:
        (form.name if invitation else form.email).errors = [str(refusal)]
    except UsernameTaken as refusal:
        form.username.errors = [str(refusal)]
    return None


def _welcome(member: Member) -> ResponseReturnValue:
    commit()
    sessions.open_session(member, remember=False)
    flash(_("Welcome, %(name)s.", name=member.name))
    return redirect("/welcome", 303)


def _page(form: Any, status: int = 200, invitation: Invitation | None = None) -> ResponseReturnValue:
    email = invitation.email if invitation else None
    return render_template("accounts/join.html", form=form, action=request.path, email=email), status


def _check_open() -> None:
    signup = current_app.config["SIGNUP"]
    if signup == "open" or not is_settled():
        return
    if signup == "invitation":
        raise NotAllowed(_("People join here by invitation. Ask a colleague who looks after the community for one."))
    raise NotAllowed(_("Nobody can join here at the moment. Ask a colleague who looks after the community."))


def _invitation_or_404(token: str) -> Invitation:
    invitation = open_invitation(token)
    if invitation is None or current_app.config["SIGNUP"] == "closed":
        raise NotFound(_("This invitation was used already, taken back, or is too old. Ask for a new one."))
    return invitation
