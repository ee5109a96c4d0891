"""«Make it a reminder»: from an answer, a reflection or a bookmark to the form of a reminder."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from flask import redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, viewer
from community.bookmarks.queries import resources_of
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.queries import entry_for
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.programs.designing.crediting import drafted_from, needs_to_suit, suits
from community.programs.designing.queries import programs_run_by, reminders_to_design, runs_any
from community.programs.models import Program, ReminderKind
from community.programs.routes import bp

LONGEST_ID = 9
MINUTE = 60


@bp.get("/from/<int:entry_id>")
@members
def make_of(entry_id: int) -> ResponseReturnValue:
    """Choose the program that gets a text as a reminder; where there is one only, go on to its form."""
    entry = _source_or_404(entry_id)
    mine = programs_run_by(me())
    fitting = [one for one in mine if suits(one, entry)]
    if len(mine) == len(fitting) == 1:
        return redirect(f"/programs/{mine[0].slug}/reminders/new?from={entry_id}", 303)
    others = [one for one in mine if one not in fitting]
    return render_template("programs/from.html", entry=entry, fitting=fitting, others=others)


def begun_from(program: Program) -> dict[str, object]:
    """What the form of a reminder begins with, where the address names its kind, or the text that it is made of.

    Raises:
        NotFound: when the reader may not see that text.
        Refused: when not everybody who may see the program may see it.
    """
    typed = request.args.get("from", "")
    if not typed:
        kind = request.args.get("kind", "")
        return {"kind": kind} if kind in set(ReminderKind) else {}
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_ID
    entry = _source_or_404(int(typed) if is_number else 0)
    needs_to_suit(program, entry)
    page = resources_of([entry.id]).get(entry.id)
    return drafted_from(entry, reminders_to_design(program), leads_to=page.url if page else "")


def runs_a_program() -> bool:
    """Whether whoever reads runs a program; asked once a minute, because every page of an answer wants to know."""
    member = viewer()
    return member is not None and _runs(member.id, member.joined_at, int(clock.now().timestamp()) // MINUTE)


def forget_who_runs() -> None:
    """Ask anew, after a program was begun."""
    _runs.cache_clear()


@lru_cache(4096)
def _runs(member_id: int, _joined_at: datetime, _minute: int) -> bool:
    return runs_any(member_id)


@bp.record_once
def _offer(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals["runs_a_program"] = runs_a_program


def _source_or_404(entry_id: int) -> Entry:
    entry = entry_for(me(), entry_id, Kind.ANSWER, Kind.REFLECTION, Kind.BOOKMARK)
    if entry is None or not entry.is_live:
        raise NotFound(_("There is no such text, or it is not open to you."))
    return entry
