"""Addresses by which a member's reader opens their feeds."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.feed_names import name_of_feed
from community.accounts.forms import FeedTokenForm
from community.accounts.queries import feed_token_of, feed_tokens
from community.accounts.routes import bp
from community.accounts.service import make_feed_token, revoke
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.kernel.mail import link_to

SUBSCRIPTIONS, CALENDAR = "/feeds/subscriptions.opml", "/feeds/reminders.ics"


@bp.get("/settings/feeds")
@members
def tokens() -> ResponseReturnValue:
    """The addresses that were made, and the form for another, perhaps for the feed from whose page one comes."""
    return _page(FeedTokenForm(formdata=None, scope=request.args.get("scope", "all")))


@bp.post("/settings/feeds")
@members
def make_token() -> ResponseReturnValue:
    """Make an address; this page shows its secret, and no other ever does."""
    form = FeedTokenForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    try:
        token, secret = make_feed_token(me(), form.scope.data, form.label.data, expires_at=_end_of(form.last_day.data))
    except Refused as refusal:
        form.scope.errors = [str(refusal)]
        return _page(form, status=422)
    commit()
    page = render_template(
        "accounts/new_token.html",
        token=token,
        secret=secret,
        name=name_of_feed(token.scope),
        address="" if token.scope == "all" else _address(token.scope, secret),
        last_day=_last_day,
        carried=[_address(path, secret) for path in (SUBSCRIPTIONS, CALENDAR)] if token.scope == "all" else [],
    )
    response = make_response(page)
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
    page = render_template(
        "accounts/tokens.html",
        form=form,
        tokens=feed_tokens(me()),
        name_of=name_of_feed,
        last_day=_last_day,
        now=clock.now(),
    )
    return page, status


def _end_of(last_day: date | None) -> datetime | None:
    """The midnight that ends a day where the member is."""
    if last_day is None or last_day == date.max:
        return None
    return datetime.combine(last_day + timedelta(days=1), time(), ZoneInfo(me().timezone))


def _last_day(end: datetime) -> date:
    """The day that a midnight ends where the member is."""
    return (end - timedelta(seconds=1)).astimezone(ZoneInfo(me().timezone)).date()


def _address(scope: str, secret: str) -> str:
    path, _question, query = scope.partition("?")
    return link_to(quote(path) + "?" + (f"{query}&" if query else "") + f"token={secret}")
