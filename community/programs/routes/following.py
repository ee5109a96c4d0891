"""Following a program: joining, what is due, pausing, leaving."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _
from community.programs import access, following, queries, service
from community.programs.delivered import came, upcoming
from community.programs.deliveries.queries import learning_of
from community.programs.models import Enrollment
from community.programs.routes import bp

NEXT = 5
VERBS: dict[str, Callable[..., None]] = {
    "pause": following.pause,
    "resumption": following.resume,
    "finish": following.finish,
    "leaving": following.leave,
}


@bp.get("/mine")
@members
def mine() -> ResponseReturnValue:
    """What is due for the member now, what comes next, and all that they follow."""
    now, learning = clock.now(), learning_of(me())
    has_come = came(learning, now)
    return render_template(
        "programs/mine.html",
        due=[one for one in has_come if one.waits],
        answered=[one for one in has_come if one.check_in is not None][:NEXT],
        upcoming=upcoming(learning, now)[:NEXT],
        enrollments=queries.enrollments_of(me()),
    )


@bp.post("/cohorts/<int:cohort_id>/enrollment")
@members
def enroll(cohort_id: int) -> ResponseReturnValue:
    """Join a cohort."""
    cohort = access.cohort_or_404(cohort_id, me())
    service.enroll_learner(cohort, me(), by=me())
    commit()
    flash(_("You are in. What is due will show up here, on your first page and in your feeds."))
    return redirect("/programs/mine", 303)


@bp.post("/enrollments/<int:enrollment_id>/<verb>")
@members
def change(enrollment_id: int, verb: str) -> ResponseReturnValue:
    """Pause, resume, finish or leave a program."""
    if verb not in VERBS:
        abort(404)
    enrollment = access.enrollment_or_404(enrollment_id, me())
    VERBS[verb](enrollment, by=me())
    commit()
    flash(_words(enrollment))
    return redirect("/programs/mine", 303)


def _words(enrollment: Enrollment) -> str:
    return {
        "active": _("The reminders go on."),
        "paused": _("Paused. The rest will come later by as many days as you pause."),
        "finished": _("Finished. No more reminders will come."),
        "left": _("You left the program. Nobody is told."),
    }[enrollment.state]
