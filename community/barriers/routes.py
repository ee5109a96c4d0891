"""The register of barriers: what waits, what was answered, and a new one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, only
from community.accounts.models import Role
from community.audiences.service import organization_audience, team_audience
from community.barriers import access, queries, service
from community.barriers.forms import AnswerForm, BarrierForm, ShownForm
from community.barriers.models import BarrierState, RaisedBarrier
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.paging import place_from

bp = Blueprint("barriers", __name__, url_prefix="/barriers")


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """What stands in the way, and what was done about it."""
    is_answered = request.args.get("state") == "answered"
    page = queries.register(me(), is_answered=is_answered, after=place_from(request.args.get("after")))
    return render_template("barriers/index.html", page=page, is_answered=is_answered, held=queries.held_back(me()))


@bp.get("/new")
@members
def new() -> ResponseReturnValue:
    """Say what stands in the way."""
    brought = {name: request.args.get(name, "")[:150] for name in ("title", "topic")}
    form = BarrierForm(formdata=None, data={**brought, "as_who": "named", "audience": "organization"})
    form.offer(me())
    return render_template("barriers/form.html", form=form)


@bp.post("/new")
@members
def raise_it() -> ResponseReturnValue:
    """Raise it."""
    form = BarrierForm()
    form.offer(me())
    if not form.validate_on_submit():
        return render_template("barriers/form.html", form=form), 422
    team = me().team
    is_for_team = form.is_named and form.audience.data == "team" and team is not None
    audience = team_audience(team) if is_for_team and team is not None else organization_audience()
    barrier = service.raise_barrier(form.text(), by=me(), audience=audience, is_named=form.is_named)
    commit()
    if form.is_named:
        flash(_("Raised. Whoever looks after it answers here."))
        return redirect(barrier.path, 303)
    flash(_("Raised without your name. It appears here once a coach or an administrator has shown it."))
    return redirect("/barriers", 303)


@bp.get("/<int:barrier_id>")
@members
def show(barrier_id: int) -> ResponseReturnValue:
    """A barrier, who looks after it, and the answer."""
    return _page(access.barrier_or_404(barrier_id, me()))


@bp.post("/<int:barrier_id>/take-on")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def take_on(barrier_id: int) -> ResponseReturnValue:
    """Look after it."""
    barrier = access.barrier_or_404(barrier_id, me())
    service.take_on(barrier, by=me())
    commit()
    flash(_("You look after it now. Tell here what becomes of it."))
    return redirect(barrier.path, 303)


@bp.post("/<int:barrier_id>/answer")
@only(Role.COACH, Role.MANAGER, Role.ADMINISTRATOR)
def answer(barrier_id: int) -> ResponseReturnValue:
    """Say what became of it."""
    barrier = access.barrier_or_404(barrier_id, me())
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(barrier, 422, answering=form)
    service.answer_barrier(barrier, BarrierState(form.state.data), form.answer.data or "", by=me())
    commit()
    flash(_("Your answer stands with the barrier."))
    return redirect(barrier.path, 303)


@bp.post("/<int:barrier_id>/show")
@only(Role.COACH, Role.ADMINISTRATOR)
def show_it(barrier_id: int) -> ResponseReturnValue:
    """Show what was raised without a name, in words of one's own."""
    barrier = access.barrier_or_404(barrier_id, me())
    form = ShownForm.of(barrier)
    if not form.validate_on_submit():
        return _page(barrier, 422, showing=form)
    service.show_barrier(barrier, form.text(), by=me())
    commit()
    flash(_("Everybody it is for sees it now."))
    return redirect(barrier.path, 303)


@bp.post("/<int:barrier_id>/drop")
@only(Role.COACH, Role.ADMINISTRATOR)
def drop(barrier_id: int) -> ResponseReturnValue:
    """Let go of what was raised without a name and cannot be shown."""
    service.drop_barrier(access.barrier_or_404(barrier_id, me()), by=me())
    commit()
    flash(_("Gone; nothing of it is kept."))
    return redirect("/barriers", 303)


def _page(
    barrier: RaisedBarrier,
    status: int = 200,
    *,
    answering: AnswerForm | None = None,
    showing: ShownForm | None = None,
) -> ResponseReturnValue:
    answered = {"state": barrier.state, "answer": barrier.answer}
    page = render_template(
        "barriers/show.html",
        barrier=barrier,
        answering=answering or AnswerForm(formdata=None, data=answered),
        showing=showing or ShownForm.of(barrier, formdata=None),
    )
    return page, status
