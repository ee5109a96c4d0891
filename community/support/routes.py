"""Offers: what is offered to me, what I offer, and a new one."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, only
from community.accounts.models import Role
from community.audiences.service import organization_audience, team_audience
from community.kernel.db import commit
from community.kernel.floor import Floor
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.support import access, queries, service
from community.support.forms import OfferForm

bp = Blueprint("support", __name__, url_prefix="/support")


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """What is offered to the member, and the newest that they offer themselves."""
    after = place_from(request.args.get("after"))
    made = queries.offers_by(me()) if after is None else None
    return render_template("support/index.html", offers=queries.offers_for(me(), after), made=made)


@bp.get("/mine")
@members
def mine() -> ResponseReturnValue:
    """All that the member offers or offered."""
    made = queries.offers_by(me(), place_from(request.args.get("after")))
    return render_template("support/mine.html", made=made)


@bp.get("/new")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def new() -> ResponseReturnValue:
    """Write an offer."""
    form = OfferForm(formdata=None, data={"topic": request.args.get("topic", ""), "audience": "organization"})
    form.offer(me())
    return render_template("support/form.html", form=form)


@bp.post("/new")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def offer() -> ResponseReturnValue:
    """Offer it."""
    form = OfferForm()
    form.offer(me())
    if not form.validate_on_submit():
        return render_template("support/form.html", form=form), 422
    team = me().team
    to = team_audience(team) if form.audience.data == "team" and team is not None else organization_audience()
    service.offer_support(form.text(), by=me(), audience=to)
    commit()
    flash(_("Offered. Whoever wants it says so; nobody is asked twice."))
    return redirect("/support", 303)


@bp.post("/<int:offer_id>/reply")
@members
def reply(offer_id: int) -> ResponseReturnValue:
    """Say yes to it, or that it is not for oneself."""
    offer = access.offer_or_404(offer_id, me())
    service.reply_to(offer, access.reply_or_404(request.form.get("reply", "")), by=me())
    commit()
    flash(_("Noted."))
    return redirect("/support", 303)


@bp.post("/<int:offer_id>/state")
@members
def move(offer_id: int) -> ResponseReturnValue:
    """Begin it, report it as met, or withdraw it."""
    offer = access.offer_or_404(offer_id, me())
    state = access.state_or_404(request.form.get("state", ""))
    service.move_offer(offer, state, Floor(current_app.config["NEEDS_FLOOR"]), by=me())
    commit()
    flash(_("Those who said yes see it with the offer."))
    return redirect("/support", 303)
