"""Who reads an entry: changing it, and seeing it as somebody else does."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.models import Viewer
from community.accounts.queries import member_by_username
from community.audiences.models import Audience
from community.audiences.queries import who_will_see
from community.entries import queries, service
from community.entries.access import own_entry_or_404, own_post_or_404
from community.entries.forms import AudienceForm, choice_of
from community.entries.models import Entry
from community.entries.routes import bp
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _

VISITOR = "visitor"


@bp.get("/entries/<int:entry_id>/audience")
@members
def audience(entry_id: int) -> ResponseReturnValue:
    """Who sees an entry now, and the form for changing it."""
    entry = own_post_or_404(entry_id, me())
    return _audience_page(entry, _form_for(entry))


@bp.post("/entries/<int:entry_id>/audience")
@members
def change_audience(entry_id: int) -> ResponseReturnValue:
    """Narrow an audience at once; widen it once that was confirmed."""
    entry = own_post_or_404(entry_id, me())
    form = _form_for(entry)
    if not form.validate_on_submit():
        return _audience_page(entry, form, status=422)
    if form.audience.data == choice_of(entry.audience):
        flash(_("The same people see it as before."), "info")
        return redirect(entry.path, 303)
    new = form.chosen_audience()
    is_wider = service.is_wider(new, entry.audience)
    if "look" in request.form or (is_wider and request.form.get("confirmed") != new.key):
        return _audience_page(entry, form, new=new, is_wider=is_wider)
    service.restrict(entry, new, by=me())
    commit()
    flash(f"{_sentence(new)} {'' if is_wider else _what_stays_out()}".strip())
    return redirect(entry.path, 303)


@bp.get("/entries/<int:entry_id>/as")
@members
def choose_eyes(entry_id: int) -> ResponseReturnValue:
    """Lead to the page that shows an entry as somebody else sees it."""
    entry = own_entry_or_404(entry_id, me())
    who = request.args.get("who", "").strip().lstrip("@").lower() or VISITOR
    _viewer_called(who)
    return redirect(f"/entries/{entry.id}/as/{who}")


@bp.get("/entries/<int:entry_id>/as/<who>")
@members
def seen_as(entry_id: int, who: str) -> ResponseReturnValue:
    """Whether somebody sees one's entry, and what of the replies to it; told by the rule that decides."""
    entry = own_entry_or_404(entry_id, me())
    other = _viewer_called(who)
    seen = queries.entry_for(other, entry.id)
    replies = queries.replies_both_see(entry, me(), other) if seen else []
    return render_template("entries/seen_as.html", entry=entry, other=other, seen=seen, replies=replies)


def _form_for(entry: Entry) -> AudienceForm:
    form = AudienceForm()
    form.offer(me(), entry.audience)
    return form


def _audience_page(
    entry: Entry, form: AudienceForm, *, new: Audience | None = None, is_wider: bool = False, status: int = 200
) -> ResponseReturnValue:
    return render_template(
        "entries/audience.html",
        entry=entry,
        form=form,
        now=_sentence(entry.audience),
        new=new,
        then=_sentence(new) if new else "",
        is_wider=is_wider,
        others=queries.replies_by_others(entry) if is_wider else 0,
    ), status


def _sentence(audience: Audience) -> str:
    return who_will_see(audience, me(), current_app.config["ORGANIZATION_NAME"])


def _what_stays_out() -> str:
    return _("What readers already fetched by feed or mail cannot be called back.")


def _viewer_called(who: str) -> Viewer:
    if who == VISITOR:
        return None
    if len(who) > 40:
        raise Refused(_("Nobody here has this name."))
    member = member_by_username(who)
    if member is None:
        raise NotFound(_("Nobody here has this name."))
    return member
