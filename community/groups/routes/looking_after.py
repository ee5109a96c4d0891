"""What those who facilitate a community do for it: invite, answer, name others, take somebody out."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.people_form import PeopleForm
from community.accounts.queries import member_by_id
from community.groups import access, service
from community.groups.routes import bp
from community.groups.routes.reading import people_page
from community.kernel.db import commit
from community.kernel.i18n import _, ngettext


@bp.post("/<group_slug>/people")
@members
def invite(group_slug: str) -> ResponseReturnValue:
    """Invite people."""
    group, _mine = access.group_of_mine(group_slug, me())
    form = PeopleForm()
    if not form.validate_on_submit():
        return people_page(group_slug, form)
    called = service.invite(group, form.found, by=me())
    commit()
    flash(ngettext("%(num)d person is invited.", "%(num)d people are invited.", called))
    return redirect(f"{group.path}/people", 303)


@bp.post("/<group_slug>/people/<int:member_id>/answer")
@members
def answer(group_slug: str, member_id: int) -> ResponseReturnValue:
    """Let in somebody who asks, or not."""
    group, _mine = access.group_of_mine(group_slug, me())
    person = access.person_or_404(group, member_by_id(member_id))
    service.answer_request(group, person, is_welcome=request.form.get("welcome") == "1", by=me())
    return _done(group.path)


@bp.post("/<group_slug>/people/<int:member_id>/facilitation")
@members
def facilitate(group_slug: str, member_id: int) -> ResponseReturnValue:
    """Let somebody facilitate the community, or no longer."""
    group, _mine = access.group_of_mine(group_slug, me())
    person = access.person_or_404(group, member_by_id(member_id))
    service.name_facilitator(group, person, is_on=request.form.get("on") == "1", by=me())
    return _done(group.path)


@bp.post("/<group_slug>/people/<int:member_id>/removal")
@members
def remove(group_slug: str, member_id: int) -> ResponseReturnValue:
    """Take somebody out, or take back an invitation."""
    group, _mine = access.group_of_mine(group_slug, me())
    person = access.person_or_404(group, member_by_id(member_id))
    service.remove_person(group, person, by=me())
    return _done(group.path)


def _done(path: str) -> ResponseReturnValue:
    commit()
    flash(_("Done."))
    return redirect(f"{path}/people", 303)
