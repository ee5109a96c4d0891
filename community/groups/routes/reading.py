"""The communities there are, the page of one, and who is in it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.people_form import PeopleForm
from community.groups import access, queries
from community.groups.routes import bp
from community.groups.service import may_shape
from community.kernel.paging import id_from, place_from


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """What calls for the member, the communities that they belong to, and the others."""
    after = id_from(request.args.get("after", ""))
    mine, page = queries.groups_of(me()), queries.groups(me(), after)
    shown = [group.id for group in (*mine, *page.items)]
    return render_template(
        "groups/index.html",
        is_first_page=after is None,
        mine=mine,
        over=queries.groups_of(me(), is_over=True),
        page=page,
        sizes=queries.sizes_of(shown),
        waiting=queries.waiting_for(me()),
    )


@bp.get("/<group_slug>")
@members
def show(group_slug: str) -> ResponseReturnValue:
    """What a community is for, who facilitates it, and to its people what was written for it."""
    group = access.group_or_404(group_slug, me())
    mine = queries.membership_of(group, me())
    is_in = mine is not None and mine.is_in
    return render_template(
        "groups/show.html",
        group=group,
        mine=mine,
        is_in=is_in,
        may_shape=may_shape(group, me()),
        facilitators=queries.facilitators_of(group),
        size=queries.sizes_of([group.id]).get(group.id, 0),
        asking=queries.asking_of(group) if mine is not None and is_in and mine.is_facilitator else [],
        page=queries.stream(group, me(), place_from(request.args.get("after"))) if is_in else None,
    )


@bp.get("/<group_slug>/people")
@members
def people(group_slug: str) -> ResponseReturnValue:
    """Who is in a community; who facilitates it also answers those who ask, and invites."""
    return people_page(group_slug, PeopleForm(formdata=None))


def people_page(group_slug: str, form: PeopleForm) -> ResponseReturnValue:
    """The people of a community, with what was typed to invite more."""
    group, mine = access.group_of_mine(group_slug, me())
    looks_after = mine.is_facilitator and group.ended_at is None
    return render_template(
        "groups/people.html",
        group=group,
        mine=mine,
        form=form,
        looks_after=looks_after,
        page=queries.people_of(group, id_from(request.args.get("after", ""))),
        asking=queries.asking_of(group) if looks_after else [],
        invited=queries.invited_to(group) if looks_after else [],
    ), 422 if form.errors else 200
