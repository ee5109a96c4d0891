"""The list of programs, the page of one, and what it has for whoever reads it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, viewer
from community.entries.kinds import Kind
from community.entries.queries import newest_with_tags
from community.kernel import clock
from community.programs import access, queries
from community.programs.models import Program, Reminder, ReminderKind
from community.programs.routes import bp
from community.programs.standing import different

ASKING = frozenset({ReminderKind.RECALL, ReminderKind.SCENARIO, ReminderKind.APPLY, ReminderKind.IF_THEN})
RESOURCES, RESOURCES_READ = 8, 40


@bp.get("")
@anyone
def index() -> ResponseReturnValue:
    """The programs that the viewer may see, and those that they follow."""
    return render_template("programs/index.html", programs=queries.programs(viewer()))


@bp.get("/<slug>")
@anyone
def show(slug: str) -> ResponseReturnValue:
    """A program: what it is for, its runs, its reminders and its resources."""
    program = access.program_or_404(slug, viewer())
    reminders = queries.reminders_of(program, viewer())
    return render_template(
        "programs/show.html",
        program=program,
        reminders=reminders,
        cohorts=queries.cohorts_of(program),
        mine=queries.my_cohorts(viewer(), program),
        resources=different(
            newest_with_tags(viewer(), program.resource_tags, Kind.BOOKMARK, RESOURCES_READ), RESOURCES
        ),
        asks_for_nothing=_asks_for_nothing(program, list(reminders)),
        today=clock.now().date(),
    )


def _asks_for_nothing(program: Program, reminders: list[Reminder]) -> bool:
    """Whether who runs the program is to be told that no reminder asks for recall or use."""
    member = viewer()
    is_mine = member is not None and member.id == program.owner_id
    return is_mine and bool(reminders) and not any(r.kind in ASKING for r in reminders)
