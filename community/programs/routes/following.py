"""Following a program: joining, what is due, pausing, beginning again, leaving, and when reminders come."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _
from community.programs import access, following, queries, service, wishes
from community.programs.days import USUAL_HOUR
from community.programs.delivered import came, upcoming
from community.programs.deliveries.queries import learning_of, rhythm_of
from community.programs.forms import DaysForm, ReminderActForm
from community.programs.models import Enrollment
from community.programs.routes import bp

NEXT = 5
Verb = Callable[[Enrollment, ReminderActForm], None]
VERBS: dict[str, Verb] = {
    "pause": lambda enrollment, form: following.pause(enrollment, by=me(), until=form.until.data),
    "resumption": lambda enrollment, _form: following.resume(enrollment, by=me()),
    "restart": lambda enrollment, _form: following.restart(enrollment, by=me()),
    "finish": lambda enrollment, _form: following.finish(enrollment, by=me()),
    "leaving": lambda enrollment, _form: following.leave(enrollment, by=me()),
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


@bp.route("/days", methods=["GET", "POST"])
@members
def days() -> ResponseReturnValue:
    """On which days and at which hour reminders come."""
    form = DaysForm(data=_days_now(), quiet=me().quiet)
    if not form.validate_on_submit():
        return render_template("programs/days.html", form=form), 422 if form.errors else 200
    weekdays = [int(day) for day in form.weekdays.data]
    wishes.choose_days(me(), weekdays=weekdays, hour=int(form.hour.data))
    commit()
    flash(_("Reminders come on your days from now on."))
    return redirect("/programs/mine", 303)


@bp.post("/cohorts/<int:cohort_id>/enrollment")
@members
def enroll(cohort_id: int) -> ResponseReturnValue:
    """Join a cohort."""
    cohort = access.cohort_or_404(cohort_id, me())
    service.enroll_learner(cohort, me(), by=me())
    commit()
    flash(_("You are in. What is due will show up here, on your first page and in your feeds."))
    return redirect("/programs/mine", 303)


@bp.post("/enrollments/<int:enrollment_id>/<any(pause, resumption, restart, finish, leaving):verb>")
@members
def change(enrollment_id: int, verb: str) -> ResponseReturnValue:
    """Pause, resume, begin again, finish or leave a program."""
    enrollment = access.enrollment_or_404(enrollment_id, me())
    VERBS[verb](enrollment, ReminderActForm())
    commit()
    flash(_words(enrollment))
    return redirect("/programs/mine", 303)


@bp.post("/enrollments/<int:enrollment_id>/mail/<any(on, off):choice>")
@members
def choose_mail(enrollment_id: int, choice: str) -> ResponseReturnValue:
    """Get the reminders of a program by mail as well, or not."""
    enrollment = access.enrollment_or_404(enrollment_id, me())
    following.choose_mail(enrollment, by=me(), by_mail=choice == "on")
    commit()
    said = _("They come by mail as well.") if choice == "on" else _("They come on your page and in your feed alone.")
    flash(said)
    return redirect("/programs/mine", 303)


def _words(enrollment: Enrollment) -> str:
    return {
        "active": _("The reminders go on."),
        "paused": _("Paused. The rest will come later by as many days as you pause."),
        "finished": _("Finished. No more reminders will come."),
        "left": _("You left the program. Nobody is told."),
    }[enrollment.state]


def _days_now() -> dict[str, object]:
    rhythm = rhythm_of(me())
    hour, weekdays = (rhythm.hour, rhythm.weekdays) if rhythm else (USUAL_HOUR, "01234")
    return {"weekdays": list(weekdays), "hour": str(me().quiet.free_hour(hour))}
