"""Following entries, tags and members."""

from __future__ import annotations

from urllib.parse import quote

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.queries import member_by_username
from community.entries.access import read_entry_or_404
from community.entries.follows import Subject, follow, unfollow
from community.entries.routes import bp
from community.entries.tag_access import tag_or_404
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _


@bp.post("/entries/<int:entry_id>/follow")
@members
def follow_entry(entry_id: int) -> ResponseReturnValue:
    """Hear of what is said on the page of an entry, or no longer."""
    entry = read_entry_or_404(entry_id, me())
    _follow_or_not(Subject.ENTRY, entry.root_id or entry.id, _("what is said here"))
    return redirect(entry.path, 303)


@bp.post("/tags/<name>/follow")
@members
def follow_tag(name: str) -> ResponseReturnValue:
    """Hear of what is tagged like this, or no longer."""
    tag = tag_or_404(name, me())
    _follow_or_not(Subject.TAG, tag.id, tag.name)
    return redirect(f"/tags/{quote(tag.name)}", 303)


@bp.post("/members/<username>/follow")
@members
def follow_member(username: str) -> ResponseReturnValue:
    """Hear of what a member publishes for oneself too, or no longer."""
    member = member_by_username(username)
    if member is None:
        raise NotFound(_("Nobody here has this name."))
    if member.id == me().id:
        raise Refused(_("You hear of what you do yourself anyway."))
    _follow_or_not(Subject.MEMBER, member.id, member.name)
    return redirect(f"/members/{member.username}", 303)


def _follow_or_not(subject: Subject, subject_id: int, name: str) -> None:
    wanted = request.form.get("following", "")
    if wanted not in {"0", "1"}:
        raise Refused(_("Please choose whether to follow this or not."))
    if wanted == "1":
        follow(subject, subject_id, by=me())
        flash(_("You will hear of what is new: %(name)s.", name=name))
    else:
        unfollow(subject, subject_id, by=me())
        flash(_("You will hear no more of this: %(name)s.", name=name))
    commit()
