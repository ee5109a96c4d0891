"""A program before it happens: what a learner sees on a date, the calendar, and who gets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from babel.dates import format_datetime
from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from community.accounts.current import me, members
from community.feeds.queries import reminder_beforehand
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.mail import writing
from community.programs import access
from community.programs.days import LocalDays
from community.programs.delivered import Delivered
from community.programs.designing.forms import MomentForm
from community.programs.designing.log import recipients
from community.programs.designing.preview import calendar, seen_on, span_of, standing_of_anybody
from community.programs.designing.queries import reminders_to_design
from community.programs.drafting import drafts_from
from community.programs.mails import letter_beforehand
from community.programs.models import Cohort, Program
from community.programs.queries import cohorts_of
from community.programs.routes import bp

MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'none'"
"""A mail carries its styles in itself."""

MOST_ZONES = 12


@bp.get("/<slug>/through-time")
@members
def through_time(slug: str) -> ResponseReturnValue:
    """What a learner of a cohort sees on a date: the page, the mail and the item of the feed."""
    return _page("programs/through_time.html", slug, _at_a_time)


@bp.get("/reminders/<int:entry_id>/mail.html")
@members
def mail_of_reminder(entry_id: int) -> ResponseReturnValue:
    """The mail of a reminder as mail programs show it."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    _text, html = writing.bodies(letter_beforehand(reminder, me()))
    return Response(html, headers={"Content-Security-Policy": MAIL_POLICY})


@bp.get("/<slug>/calendar")
@members
def show_calendar(slug: str) -> ResponseReturnValue:
    """On which day each reminder comes for each cohort, in everybody's time zone, and how many get it."""
    return _page("programs/calendar.html", slug, _dated)


def _page(
    template: str, slug: str, told: Callable[[Program, Cohort, MomentForm], dict[str, Any]]
) -> ResponseReturnValue:
    """A page about one cohort of a program, with what is `told` of it; without cohorts it says how to open one."""
    program = access.program_to_run_or_404(slug, me())
    form, cohorts = MomentForm(formdata=request.args), list(cohorts_of(program))
    shown: dict[str, Any] = {"program": program, "cohorts": cohorts, "form": form}
    if not form.validate() or not cohorts:
        return render_template(template, **shown), 422 if form.errors else 200
    cohort = _chosen(cohorts, form.cohort.data)
    return render_template(template, **shown, cohort=cohort, **told(program, cohort, form))


def _at_a_time(program: Program, cohort: Cohort, form: MomentForm) -> dict[str, Any]:
    reminders = reminders_to_design(program)
    span = span_of(cohort, reminders)
    on = _within(form.on.data or clock.now().date(), span.first, span.last)
    seen = seen_on(cohort, reminders, on, by=me())
    return {"span": span, "on": on, "seen": seen, **(_as_seen(seen.newest) if seen.newest else {})}


def _dated(program: Program, cohort: Cohort, _form: MomentForm) -> dict[str, Any]:
    who = recipients(cohort)
    zones = [zone for zone, _number in who.zones[:MOST_ZONES]] or [me().timezone]
    dated = calendar(cohort, reminders_to_design(program), zones)
    return {"who": who, "zones": zones, "dated": dated, "local": _local}


def _local(at: datetime, zone: str) -> str:
    """A moment as the clocks of `zone` show it, in the reader's language."""
    return format_datetime(at, "EEE d MMM y, HH:mm", tzinfo=LocalDays(zone).zone, locale=get_locale())


def _as_seen(newest: Delivered) -> dict[str, Any]:
    """The page, the mail and the item of what came last, each made by what makes the real one."""
    reminder = newest.reminder
    letter = letter_beforehand(reminder, me())
    return {
        "reminder": reminder,
        "entry": reminder.entry,
        "standing": standing_of_anybody(newest),
        "drafts": drafts_from(reminder),
        "subject": letter.subject,
        "text": writing.bodies(letter)[0],
        "item": reminder_beforehand(reminder.entry, newest.at, task=reminder.task),
    }


def _chosen(cohorts: list[Cohort], cohort_id: int | None) -> Cohort:
    if cohort_id is None:
        return cohorts[0]
    found = next((one for one in cohorts if one.id == cohort_id), None)
    if found is None:
        raise NotFound(_("There is no such cohort, or it is not open to you."))
    return found


def _within(on: date, first: date, last: date) -> date:
    return min(max(on, first), last)
