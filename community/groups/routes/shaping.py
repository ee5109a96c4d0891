"""Starting a community, changing what it says of itself, and ending it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.groups import access, service
from community.groups.forms import GroupForm
from community.groups.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.route("/new", methods=["GET", "POST"])
@members
def start() -> ResponseReturnValue:
    """Start a community."""
    form = GroupForm(data={"name": request.args.get("name", "")[:120]})
    if not form.validate_on_submit():
        return render_template("groups/form.html", form=form, group=None), 422 if form.errors else 200
    group = service.start_group(form.about(), by=me())
    commit()
    flash(_("Your community is there. Write its first entry, and tell others of it."))
    return redirect(group.path, 303)


@bp.route("/<group_slug>/edit", methods=["GET", "POST"])
@members
def describe(group_slug: str) -> ResponseReturnValue:
    """Change what a community says of itself, and how one comes into it."""
    group = access.group_to_shape_or_404(group_slug, me())
    form = GroupForm.of(group)
    if not form.validate_on_submit():
        return render_template("groups/form.html", form=form, group=group), 422 if form.errors else 200
    service.describe_group(group, form.about(), by=me())
    commit()
    flash(_("Your change is saved."))
    return redirect(group.path, 303)


@bp.get("/<group_slug>/end")
@members
def ask_to_end(group_slug: str) -> ResponseReturnValue:
    """Say what ending a community means."""
    return render_template("groups/end.html", group=access.group_to_shape_or_404(group_slug, me()))


@bp.post("/<group_slug>/end")
@members
def end(group_slug: str) -> ResponseReturnValue:
    """End a community."""
    group = access.group_to_shape_or_404(group_slug, me())
    service.end_group(group, by=me())
    commit()
    flash(_("The community has ended. Its people still read what was written for it."))
    return redirect("/groups", 303)
