"""The first page: what asks for the member today, then what is new."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.accounts.models import Member
from community.bookmarks.queries import also_saved, was_saved_again
from community.entries.drafts import place_of_draft, words_of_draft
from community.entries.models import Draft
from community.groups.queries import is_called
from community.home import queries, service
from community.home.access import kind_or_404, tab_or_404
from community.home.routes import bp
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.paging import Place, place_from
from community.own_needs.queries import is_asked
from community.programs.queries import due_for
from community.questions.queries import questions_to_answer

MOST_DUE = 3
MOST_QUESTIONS = 3


@bp.get("/")
@anyone
def index() -> ResponseReturnValue:
    """What waits for the member, and what is new; for others, what this place is."""
    member, after = viewer(), place_from(request.args.get("after"))
    if member is None:
        page = queries.what_is_new(None, was_saved_again, after=after)
        return render_template("home/welcome.html", page=page, savers=also_saved(page.items, None))
    tab, kind = tab_or_404(request.args.get("tab", "")), kind_or_404(request.args.get("kind", ""))
    page = queries.what_is_new(member, was_saved_again, kind, is_followed=tab == "following", after=after)
    savers = also_saved(page.items, member)
    return render_template("home/index.html", page=page, savers=savers, tab=tab, kind=kind, **_today(member, after))


@bp.post("/first-steps/dismissal")
@members
def skip_first_steps() -> ResponseReturnValue:
    """Show the first steps no more."""
    service.skip_first_steps(by=me())
    commit()
    flash(_("Gone. You find everything in the menus."))
    return redirect("/", 303)


def _today(member: Member, after: Place | None) -> dict[str, object]:
    """What asks for the member; on later pages of the stream nothing, so that one reads on."""
    if after is not None:
        return {"is_first_page": False}
    today = clock.now().astimezone(ZoneInfo(member.timezone)).date()
    desk = queries.desk(member, is_called, partial(is_asked, today=today))
    return {
        "is_first_page": True,
        "due": due_for(member, clock.now())[:MOST_DUE],
        "drafts": [(draft, place_of_draft(draft.key), _called(draft)) for draft in desk.drafts],
        "questions": questions_to_answer(member, size=MOST_QUESTIONS).items,
        "steps": desk.steps,
        "is_called": desk.is_called,
        "is_asked": desk.is_asked,
    }


def _called(draft: Draft) -> str:
    """What `draft` is known by: its title, or else its words."""
    return str(draft.fields.get("title") or "").strip() or words_of_draft(draft)
