"""How a member comes in: username, password, mail address."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts import sessions
from community.accounts.current import me, members, token_holders
from community.accounts.forms import ChangePasswordForm, MailForm, UsernameForm
from community.accounts.links import confirmed_mail
from community.accounts.models import Member
from community.accounts.routes import bp
from community.accounts.routes.limiting import limited
from community.accounts.service import change_mail, check_password, rename, request_mail_change, set_password
from community.accounts.service.joining import UsernameTaken
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _


@bp.get("/settings/account")
@members
def account() -> ResponseReturnValue:
    """The forms for username, mail address, password and sessions."""
    return _page()


@bp.post("/settings/username")
@members
def change_username() -> ResponseReturnValue:
    """Take another username."""
    form = UsernameForm()
    if not form.validate_on_submit():
        return _page(username_form=form)
    try:
        rename(me(), form.username.data)
    except UsernameTaken as refusal:
        form.username.errors = [str(refusal)]
        return _page(username_form=form)
    commit()
    flash(_("Your username is changed."))
    return redirect("/settings/account", 303)


@bp.post("/settings/password")
@members
@limited("20 per hour", failures_only=True)
def change_password() -> ResponseReturnValue:
    """Take another password; all other sessions end."""
    form = ChangePasswordForm()
    is_sound = form.validate_on_submit()
    if is_sound and not check_password(me(), form.current_password.data):
        form.current_password.errors = [_wrong_password()]
    if form.errors:
        return _page(password_form=form)
    set_password(me(), form.password.data)
    commit()
    sessions.open_session(me(), remember=False)
    flash(_("Your password is changed. You are signed out on all other devices."))
    return redirect("/settings/account", 303)


@bp.post("/settings/mail")
@members
@limited("20 per hour", failures_only=True)
def request_mail() -> ResponseReturnValue:
    """Ask for mails to come to another address."""
    form = MailForm()
    is_sound = form.validate_on_submit()
    if is_sound and not check_password(me(), form.mail_password.data):
        form.mail_password.errors = [_wrong_password()]
    if form.errors:
        return _page(mail_form=form)
    request_mail_change(me(), form.email.data)
    commit()
    flash(_("Please open the link in the mail that is on its way to %(email)s.", email=form.email.data), "info")
    return redirect("/settings/account", 303)


@bp.get("/settings/mail/<token>")
@token_holders
def confirm_mail(token: str) -> ResponseReturnValue:
    """Ask whether the new address is right; a mail program that opens links changes nothing."""
    member, email = _confirmed_or_404(token)
    return render_template("accounts/confirm_mail.html", member=member, email=email, token=token)


@bp.post("/settings/mail/<token>")
@token_holders
def take_mail(token: str) -> ResponseReturnValue:
    """Have mails come to the new address."""
    member, email = _confirmed_or_404(token)
    change_mail(member, email)
    commit()
    flash(_("Mails for you go to %(email)s now.", email=email))
    return redirect("/", 303)


def _confirmed_or_404(token: str) -> tuple[Member, str]:
    found = confirmed_mail(token)
    if found is None:
        raise NotFound(_("This link was used already, or it is too old. Ask for a new one in your settings."))
    return found


def _wrong_password() -> str:
    return _("This is not your password.")


def _page(
    username_form: UsernameForm | None = None,
    mail_form: MailForm | None = None,
    password_form: ChangePasswordForm | None = None,
) -> ResponseReturnValue:
    refused = username_form or mail_form or password_form
    return render_template(
        "accounts/account.html",
        username_form=username_form or UsernameForm(formdata=None, obj=me()),
        mail_form=mail_form or MailForm(formdata=None),
        password_form=password_form or ChangePasswordForm(formdata=None),
        refused=refused,
    ), 422 if refused else 200
