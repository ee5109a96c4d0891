"""The log of a program's deliveries, a test to oneself, and sending once more what did not go."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.programs import access
from community.programs.designing.log import PAGE, deliveries_of, delivery_by_id, states_of
from community.programs.designing.sending import send_again, send_test
from community.programs.routes import bp


@bp.get("/<slug>/deliveries")
@members
def deliveries(slug: str) -> ResponseReturnValue:
    """What has come for whom, and how far the mails are."""
    program = access.program_to_run_or_404(slug, me())
    only_failed = request.args.get("show") == "failed"
    rows = deliveries_of(program, before=_number("before"), only_failed=only_failed)
    return render_template(
        "programs/deliveries.html",
        program=program,
        rows=rows,
        states=states_of(program),
        only_failed=only_failed,
        older=rows[-1].id if len(rows) == PAGE else None,
    )


@bp.post("/deliveries/<int:delivery_id>/resending")
@members
def resend(delivery_id: int) -> ResponseReturnValue:
    """Send the mail of one delivery once more."""
    delivery = delivery_by_id(delivery_id)
    if delivery is None or delivery.reminder.program.owner_id != me().id:
        raise NotFound(_("There is no such delivery in a program that you run."))
    send_again(delivery, by=me())
    commit()
    flash(_("It goes once more."))
    return redirect(f"/programs/{delivery.reminder.program.slug}/deliveries", 303)


@bp.post("/reminders/<int:entry_id>/test")
@members
def test(entry_id: int) -> ResponseReturnValue:
    """Send the mail of a reminder to who runs its program."""
    reminder = access.reminder_to_run_or_404(entry_id, me())
    send_test(reminder, by=me())
    commit()
    flash(_("A test is on its way to %(address)s.", address=me().email or ""))
    return redirect(f"/programs/{reminder.program.slug}/design", 303)


def _number(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
