"""The list of programs, the page of one, and what it has for whoever reads it."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, viewer
from community.entries.kinds import Kind, State
from community.entries.queries import newest_with_tags
from community.kernel import clock
from community.programs import access, queries
from community.programs.designing.queries import reminders_to_design
from community.programs.designing.warnings import asks_for_nothing
from community.programs.models import Program
from community.programs.routes import bp
from community.programs.standing import different

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
    drafts = reminders_to_design(program, [State.DRAFT]) if _is_mine(program) else []
    return render_template(
        "programs/show.html",
        program=program,
        reminders=reminders,
        cohorts=queries.cohorts_of(program),
        mine=queries.my_cohorts(viewer(), program),
        resources=different(
            newest_with_tags(viewer(), program.resource_tags, Kind.BOOKMARK, RESOURCES_READ), RESOURCES
        ),
        drafts=drafts,
        sees_results=access.sees_results(program, viewer(), is_shown=current_app.config["NEEDS_SHOWN"]),
        asks_for_nothing=asks_for_nothing([one.kind for one in (*reminders, *drafts)]) and _is_mine(program),
        today=clock.now().date(),
    )


def _is_mine(program: Program) -> bool:
    """Whether whoever reads runs the program, and so is told of its drafts and of what weakens it."""
    member = viewer()
    return member is not None and member.id == program.owner_id
