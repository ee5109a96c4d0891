"""What came of a program, for who runs it and those who look after learning here: groups, never a person."""

from __future__ import annotations

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel import clock
from community.kernel.floor import Floor
from community.programs import access
from community.programs.models import Program
from community.programs.results.drawing import bars, spots
from community.programs.results.queries import Results, results_of
from community.programs.results.sheet import explained, sheet
from community.programs.results.words import measure_word, rate_words
from community.programs.routes import bp


@bp.get("/<slug>/results")
@members
def results(slug: str) -> ResponseReturnValue:
    """What came of a program, by tier of evidence and cohort, and what stood in the way."""
    program, floor, found = _results(slug)
    quadrant = found.quadrant
    places = [place for place in (quadrant.whole, *quadrant.reminders) if place is not None] if quadrant else []
    return render_template(
        "programs/results.html",
        program=program,
        results=found,
        quadrant=quadrant,
        bars=bars(found.figures),
        spots=spots(places),
        floor=floor.people,
        explained=explained(floor.people),
        measure_word=measure_word,
        rate_words=rate_words,
    )


@bp.get("/<slug>/results.csv")
@members
def results_sheet(slug: str) -> ResponseReturnValue:
    """The same figures as a table to take along."""
    program, floor, found = _results(slug)
    name = f"attachment; filename=results-{program.slug}.csv"
    return Response(sheet(program, found, floor.people), mimetype="text/csv", headers={"Content-Disposition": name})


def _results(slug: str) -> tuple[Program, Floor, Results]:
    program = access.program_of_results_or_404(slug, me(), is_shown=current_app.config["NEEDS_SHOWN"])
    floor = Floor(current_app.config["NEEDS_FLOOR"])
    return program, floor, results_of(program, floor, clock.now())
