"""Coming into a community, leaving it, and taking it over when nobody facilitates it."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.groups import access, service
from community.groups.models import Place
from community.groups.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _


@bp.post("/<group_slug>/membership")
@members
def join(group_slug: str) -> ResponseReturnValue:
    """Join, or ask to."""
    group = access.group_or_404(group_slug, me())
    place = service.join_group(group, by=me())
    commit()
    asks = _("You asked to join. Somebody who facilitates this community answers.")
    flash(asks if place is Place.ASKS else _("You are in. What is written for this community is open to you now."))
    return redirect(group.path, 303)


@bp.post("/<group_slug>/departure")
@members
def leave(group_slug: str) -> ResponseReturnValue:
    """Leave, take back that one asks, or decline an invitation."""
    group = access.group_or_404(group_slug, me())
    service.leave_group(group, by=me())
    commit()
    flash(_("Done. What is written for this community is closed to you; what you wrote stays yours."))
    return redirect("/groups", 303)


@bp.post("/<group_slug>/facilitation")
@members
def take_over(group_slug: str) -> ResponseReturnValue:
    """Facilitate a community that nobody facilitates."""
    group = access.group_or_404(group_slug, me())
    service.take_over(group, by=me())
    commit()
    flash(_("You facilitate this community now."))
    return redirect(group.path, 303)
