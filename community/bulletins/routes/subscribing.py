"""Subscribing and leaving: members by a button, others with an address that they confirm."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, token_holders, viewer
from community.bulletins import access, subscribing
from community.bulletins.forms import AddressForm
from community.bulletins.models import Bulletin
from community.bulletins.routes import bp
from community.bulletins.routes.reading import series_page
from community.kernel import mail
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _, language
from community.kernel.limits import limiter


@bp.post("/series/<int:bulletin_id>/subscription")
@members
def subscribe(bulletin_id: int) -> ResponseReturnValue:
    """Get a bulletin by mail, or no more."""
    bulletin = access.bulletin_or_404(bulletin_id, me())
    if request.form.get("on") == "1":
        subscribing.subscribe(bulletin, by=me())
        flash(_("You get each issue by mail from now on. One click in it ends that."))
    else:
        subscribing.unsubscribe(bulletin, by=me())
        flash(_("You get no more issues by mail. They stay here to be read."))
    commit()
    return redirect(bulletin.path, 303)


@bp.post("/series/<int:bulletin_id>/address")
@anyone
@limiter.limit("10 per hour")
def ask(bulletin_id: int) -> ResponseReturnValue:
    """Send a link to an address that confirms that its owner wants the bulletin."""
    bulletin = access.bulletin_or_404(bulletin_id, viewer())
    form = AddressForm()
    if not form.validate_on_submit():
        return series_page(bulletin, form)
    if not mail.is_on():
        raise Refused(_("This site sends no mail at present. Please take its feed, or come back later."))
    subscribing.ask_to_confirm(bulletin, form.email.data or "", language())
    commit()
    flash(_("Please look into your mailbox and open the link there. Without it, nothing is sent."))
    return redirect(bulletin.path, 303)


@bp.get("/confirm/<token>")
@token_holders
def ask_to_confirm(token: str) -> ResponseReturnValue:
    """Ask once more: programs that look into mails for their owners open every link."""
    bulletin, address, _language = _asked_or_404(token)
    return render_template("bulletins/confirm.html", bulletin=bulletin, address=address, is_done=False), {
        "X-Robots-Tag": "noindex"
    }


@bp.post("/confirm/<token>")
@token_holders
def confirm(token: str) -> ResponseReturnValue:
    """Let the address have each issue."""
    bulletin, address, spoken = _asked_or_404(token)
    subscribing.confirm(bulletin, address, spoken)
    commit()
    return render_template("bulletins/confirm.html", bulletin=bulletin, address=address, is_done=True)


def _asked_or_404(token: str) -> tuple[Bulletin, str, str]:
    found = subscribing.asked_for(token)
    if found is None:
        raise NotFound(_("This link is not complete, or too old. Please subscribe once more."))
    return found
