"""The searches that one keeps."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.forms import one_line
from community.kernel.i18n import _
from community.search import saving
from community.search.news import news_of
from community.search.routes import bp

HOME = "/search/saved"


@bp.get("/search/saved")
@members
def saved() -> ResponseReturnValue:
    """What one keeps, and how much of each is new."""
    kept = saving.saved_searches(me())
    return render_template("search/saved.html", kept=kept, news=news_of(me(), kept))


@bp.post("/search/saved")
@members
def save() -> ResponseReturnValue:
    """Keep a search."""
    kept = saving.save(me(), one_line(request.form.get("q")))
    commit()
    flash(_("Kept. You find it under “My saved searches”, and your digest tells what is new."))
    return redirect(f"/search?{urlencode({'q': kept.text})}", 303)


@bp.post("/search/saved/<int:saved_id>/open")
@members
def open_saved(saved_id: int) -> ResponseReturnValue:
    """Look at what a kept search finds, the newest first; from now on that is no news."""
    kept = saving.saved_of(me(), saved_id)
    saving.look(kept)
    commit()
    return redirect(f"/search?{urlencode({'q': kept.text, 'sort': 'date'})}", 303)


@bp.post("/search/saved/<int:saved_id>/digest")
@members
def tell(saved_id: int) -> ResponseReturnValue:
    """Have the digest tell of it, or not."""
    choice = request.form.get("told", "")
    if choice not in {"yes", "no"}:
        raise Refused(_("Please say yes or no."))
    saving.tell(saving.saved_of(me(), saved_id), in_digest=choice == "yes")
    commit()
    flash(_("Your digest tells of it.") if choice == "yes" else _("Your digest does not tell of it any more."))
    return redirect(HOME, 303)


@bp.post("/search/saved/<int:saved_id>/remove")
@members
def remove(saved_id: int) -> ResponseReturnValue:
    """Keep it no longer."""
    saving.remove(saving.saved_of(me(), saved_id))
    commit()
    flash(_("Removed."))
    return redirect(HOME, 303)
