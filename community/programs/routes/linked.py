"""Answering a reminder by the link in a mail or a feed, without signing in: GET shows, POST does."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from community.accounts.current import token_holders
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.programs import links, queries
from community.programs.drafting import drafts_from
from community.programs.forms import ReminderActForm
from community.programs.models import Enrollment, Outcome, Reminder
from community.programs.routes import bp
from community.programs.routes.acting import ACTS, VERBS
from community.programs.routes.answering import step_after
from community.programs.standing import standings


@bp.get("/check-in/<token>")
@token_holders
def by_link(token: str) -> ResponseReturnValue:
    """The reminder and its questions; looking at it answers nothing, because machines look at links too."""
    opened = _opened(token)
    if opened.is_over:
        return _private(
            render_template("programs/link_is_over.html", path=f"/programs/reminders/{opened.reminder_id}"), 410
        )
    enrollment, reminder = _loaded(opened)
    standing = next(one for one in standings(enrollment.member, reminder) if one.enrollment.id == enrollment.id)
    meant = request.args.get("answer", "")
    page = render_template(
        "programs/answer.html",
        reminder=reminder,
        entry=reminder.entry,
        standing=standing,
        next_step=step_after(standing),
        drafts=drafts_from(reminder, standing.answer),
        meant=meant if meant in set(Outcome) else "",
        base=f"{links.PATH}{token}",
    )
    return _private(page)


@bp.post(f"/check-in/<token>/{VERBS}")
@token_holders
def act_by_link(token: str, what: str) -> ResponseReturnValue:
    """Do what the learner of the link wants with its reminder, and show the page again."""
    opened = _opened(token)
    if opened.is_over:
        return _private(
            render_template("programs/link_is_over.html", path=f"/programs/reminders/{opened.reminder_id}"), 410
        )
    enrollment, reminder = _loaded(opened)
    said = ACTS[what](enrollment, reminder, enrollment.member, ReminderActForm())
    commit()
    flash(said)
    return _private(redirect(f"{links.PATH}{token}#answer", 303))


@bp.record_once
def _needs_no_other_token(state: BlueprintSetupState) -> None:
    # The address itself is the secret. A second one would need a cookie and a referrer, which these pages withhold.
    state.app.extensions["csrf"].exempt(act_by_link)


def _opened(token: str) -> links.Opened:
    found = links.opened(token)
    if found is None:
        raise NotFound(_("This link is not one of ours, or it was cut off. Open it from the mail once more."))
    return found


def _loaded(opened: links.Opened) -> tuple[Enrollment, Reminder]:
    found = queries.linked(opened.enrollment_id, opened.reminder_id)
    if found is None:
        raise NotFound(_("This reminder is no longer there, or you no longer follow its program."))
    return found


def _private(body: ResponseReturnValue, status: int | None = None) -> Response:
    response = make_response(body)
    response.status_code = status or response.status_code
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
