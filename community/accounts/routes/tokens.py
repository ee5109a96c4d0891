"""Addresses by which a member's reader opens their feeds."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.forms import FeedTokenForm
from community.accounts.queries import feed_token_of, feed_tokens
from community.accounts.routes import bp
from community.accounts.service import make_feed_token, revoke
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.kernel.mail import link_to


@bp.get("/settings/feeds")
@members
def tokens() -> ResponseReturnValue:
    """The addresses that were made, and the form for another."""
    return _page(FeedTokenForm(formdata=None))


@bp.post("/settings/feeds")
@members
def make_token() -> ResponseReturnValue:
    """Make an address; this page shows its secret, and no other ever does."""
    form = FeedTokenForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    try:
        token, secret = make_feed_token(me(), form.scope.data, form.label.data)
    except Refused as refusal:
        form.scope.errors = [str(refusal)]
        return _page(form, status=422)
    commit()
    address = "" if token.scope == "all" else link_to(f"{token.scope}?token={secret}")
    response = make_response(render_template("accounts/new_token.html", token=token, secret=secret, address=address))
    response.cache_control.no_store = True
    return response


@bp.post("/settings/feeds/<int:token_id>/revocation")
@members
def revoke_token(token_id: int) -> ResponseReturnValue:
    """Let an address open nothing any more."""
    token = feed_token_of(me(), token_id)
    if token is None:
        raise NotFound
    revoke(token, by=me())
    commit()
    flash(_("This address opens nothing any more."))
    return redirect("/settings/feeds", 303)


def _page(form: FeedTokenForm, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/tokens.html", form=form, tokens=feed_tokens(me())), status
