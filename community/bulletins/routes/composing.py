"""Beginning a bulletin, and composing its issues."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.bulletins import access, queries, service
from community.bulletins.forms import AboutForm, BulletinForm, IssueForm, offer
from community.bulletins.models import Bulletin, BulletinIssue
from community.bulletins.routes import bp
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _


@bp.route("/new", methods=["GET", "POST"])
@members
def begin() -> ResponseReturnValue:
    """Begin a bulletin."""
    form = offer(BulletinForm(), me())
    if not form.validate_on_submit():
        return render_template("bulletins/form.html", form=form, bulletin=None), 422 if form.errors else 200
    bulletin = service.begin_bulletin(
        editor=me(), audience=form.chosen_audience(), title=form.title.data or "", about=form.about.data or ""
    )
    commit()
    flash(_("Your bulletin is begun. Now write its first issue."))
    return redirect(bulletin.path, 303)


@bp.route("/series/<int:bulletin_id>/edit", methods=["GET", "POST"])
@members
def describe(bulletin_id: int) -> ResponseReturnValue:
    """Change what a bulletin says about itself."""
    bulletin = access.bulletin_to_edit_or_404(bulletin_id, me())
    form = AboutForm.of(bulletin)
    if not form.validate_on_submit():
        return render_template("bulletins/form.html", form=form, bulletin=bulletin), 422 if form.errors else 200
    service.describe_bulletin(bulletin, by=me(), title=form.title.data or "", about=form.about.data or "")
    commit()
    return redirect(bulletin.path, 303)


@bp.route("/series/<int:bulletin_id>/issues/new", methods=["GET", "POST"])
@members
def write(bulletin_id: int) -> ResponseReturnValue:
    """Compose the next issue; it is kept as a draft, seen by nobody else."""
    bulletin = access.bulletin_to_edit_or_404(bulletin_id, me())
    form = IssueForm(data={"sections": [{}]})
    if not _is_complete(form):
        return _form_page(form, bulletin)
    try:
        issue = service.draft_issue(bulletin, form.text(me().timezone), by=me())
    except Refused as refusal:
        return _form_page(form, bulletin, refusal=refusal)
    commit()
    flash(_("Kept as a draft. Look at it, send yourself a test, then publish it."))
    return redirect(issue.entry.path, 303)


@bp.route("/<int:entry_id>/edit", methods=["GET", "POST"])
@members
def revise(entry_id: int) -> ResponseReturnValue:
    """Change an issue."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    form = IssueForm.of(issue, queries.picks_of(issue, me()))
    if not _is_complete(form):
        return _form_page(form, issue.bulletin, issue)
    try:
        service.revise_issue(issue, form.text(me().timezone), by=me())
    except Refused as refusal:
        return _form_page(form, issue.bulletin, issue, refusal)
    commit()
    flash(_("Your change is saved."))
    return redirect(issue.entry.path, 303)


def _is_complete(form: IssueForm) -> bool:
    """Whether the form was sent to be kept; a button that rearranges it does only that."""
    wish = request.form.get("more", "")
    if wish:
        form.rearrange(wish, request.form.getlist("chosen"))
        return False
    return bool(form.validate_on_submit())


def _form_page(
    form: IssueForm, bulletin: Bulletin, issue: BulletinIssue | None = None, refusal: Refused | None = None
) -> ResponseReturnValue:
    return render_template(
        "bulletins/issue_form.html",
        form=form,
        bulletin=bulletin,
        issue=issue,
        refusal=refusal,
        to_pick=queries.to_pick_from(bulletin, me()),
    ), 422 if refusal or form.errors else 200
