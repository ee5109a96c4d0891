"""Ending what sends mail, by the link in the mail.

Programs that look into mails for their owners open every link: so GET changes nothing. Mail programs send the POST by
themselves when their button is pressed (RFC 8058): so it needs neither a sign-in nor a token of a form, and it answers
without leading elsewhere.
"""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import token_holders
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.mail import Tie, subscriptions
from community.notifications.routes import bp


@bp.get("/unsubscribe/<token>")
@token_holders
def ask_to_unsubscribe(token: str) -> ResponseReturnValue:
    """Say what ends, and let it end by a button."""
    tie = _tie_or_404(token)
    return _page(tie, is_ended=False)


@bp.post("/unsubscribe/<token>")
@token_holders
def unsubscribe(token: str) -> ResponseReturnValue:
    """End it."""
    tie = _tie_or_404(token)
    subscriptions.end(tie)
    commit()
    return _page(tie, is_ended=True)


def _page(tie: Tie, *, is_ended: bool) -> ResponseReturnValue:
    return render_template("notifications/unsubscribe.html", what=subscriptions.description(tie), is_ended=is_ended), {
        "X-Robots-Tag": "noindex"
    }


def _tie_or_404(token: str) -> Tie:
    tie = subscriptions.tie_of(token)
    if tie is None:
        raise NotFound(_("This link is not complete, or what it speaks of is gone."))
    return tie
