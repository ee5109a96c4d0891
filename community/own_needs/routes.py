"""A member's own needs: what is open, what has ended, what others show them, and each by itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.paging import id_from
from community.own_needs import access, queries, service
from community.own_needs.forms import EndForm, OwnNeedForm, written_as
from community.own_needs.models import OwnNeed, OwnNeedState

bp = Blueprint("own_needs", __name__, url_prefix="/own-needs")


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """What the member needs, and what others show them."""
    show, after = request.args.get("show", ""), id_from(request.args.get("after", ""))
    if show == "shared":
        page = queries.shown_to(me(), after)
    else:
        page = queries.needs_of(me(), is_open=show != "ended", after=after)
    return render_template("own_needs/index.html", page=page, show=show)


@bp.get("/new")
@members
def new() -> ResponseReturnValue:
    """Write one down."""
    brought = {name: request.args.get(name, "")[:300] for name in ("words", "topic")}
    form = OwnNeedForm(formdata=None, data={**brought, "is_for_job": True})
    form.offer(me())
    return render_template("own_needs/form.html", form=form, need=None)


@bp.post("/new")
@members
def write() -> ResponseReturnValue:
    """Keep it."""
    form = OwnNeedForm()
    form.offer(me())
    if not form.validate_on_submit():
        return render_template("own_needs/form.html", form=form, need=None), 422
    need = service.write_need(form.text(), by=me(), audience=form.chosen_audience())
    commit()
    flash(_("Written down."))
    return redirect(need.path, 303)


@bp.get("/<int:need_id>")
@members
def show(need_id: int) -> ResponseReturnValue:
    """A need, what has to do with it, and how it went."""
    return _page(access.need_or_404(need_id, me()))


@bp.get("/<int:need_id>/edit")
@members
def edit(need_id: int) -> ResponseReturnValue:
    """Say it anew."""
    need = access.own_need_or_404(need_id, me())
    form = OwnNeedForm(formdata=None, data=written_as(need))
    form.offer(me(), need.audience)
    return render_template("own_needs/form.html", form=form, need=need)


@bp.post("/<int:need_id>/edit")
@members
def change(need_id: int) -> ResponseReturnValue:
    """Keep the change."""
    need = access.own_need_or_404(need_id, me())
    form = OwnNeedForm()
    form.offer(me(), need.audience)
    if not form.validate_on_submit():
        return render_template("own_needs/form.html", form=form, need=need), 422
    service.change_need(need, form.text(), by=me(), audience=form.chosen_audience())
    commit()
    flash(_("Changed."))
    return redirect(need.path, 303)


@bp.post("/<int:need_id>/end")
@members
def end(need_id: int) -> ResponseReturnValue:
    """Say how it went."""
    need = access.own_need_or_404(need_id, me())
    form = EndForm()
    if not form.validate_on_submit():
        return _page(need, 422, ending=form)
    service.end_need(need, OwnNeedState(form.state.data), form.outcome.data or "", by=me())
    commit()
    flash(_("Noted."))
    return redirect(need.path, 303)


@bp.post("/<int:need_id>/links")
@members
def link(need_id: int) -> ResponseReturnValue:
    """Remember what has to do with it."""
    need = access.own_need_or_404(need_id, me())
    service.link_entry(need, access.entry_at_or_404(request.form.get("address", ""), me()), by=me())
    commit()
    return redirect(f"{need.path}#links", 303)


@bp.post("/<int:need_id>/links/<int:entry_id>/removal")
@members
def unlink(need_id: int, entry_id: int) -> ResponseReturnValue:
    """Remember it no longer."""
    need = access.own_need_or_404(need_id, me())
    service.unlink_entry(need, entry_id, by=me())
    commit()
    return redirect(f"{need.path}#links", 303)


@bp.post("/<int:need_id>/deletion")
@members
def delete(need_id: int) -> ResponseReturnValue:
    """Let go of it."""
    service.delete_need(access.own_need_or_404(need_id, me()), by=me())
    commit()
    flash(_("Gone; nothing of it is kept."))
    return redirect("/own-needs", 303)


def _page(need: OwnNeed, status: int = 200, *, ending: EndForm | None = None) -> ResponseReturnValue:
    page = render_template(
        "own_needs/show.html",
        need=need,
        links=queries.linked_entries(need, me()),
        ending=ending or EndForm(formdata=None, data={"state": need.state, "outcome": need.outcome}),
    )
    return page, status
