"""Trying an issue on oneself, publishing it, and letting it wait for a moment."""

from __future__ import annotations

from uuid import uuid4

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.bulletins import access, mails, service
from community.bulletins.forms import MomentForm
from community.bulletins.routes import bp
from community.bulletins.routes.reading import issue_page
from community.kernel import mail
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.kernel.mail.writing import bodies


@bp.get("/<int:entry_id>/mail")
@members
def preview(entry_id: int) -> ResponseReturnValue:
    """The mail of an issue as text, before it goes."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    letter = mails.letter_of(issue, me(), to=me().email or "", language=me().language)
    return render_template("bulletins/mail.html", issue=issue, subject=letter.subject, text=bodies(letter)[0])


@bp.post("/<int:entry_id>/test")
@members
def test(entry_id: int) -> ResponseReturnValue:
    """Send an issue to its editor alone."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    address = me().email
    if not mail.is_on() or not address:
        raise Refused(_("No mail can go: this site sends none, or you have given no address."))
    mail.queue(mails.TEST, address, key=f"{mails.TEST}-{entry_id}.{uuid4().hex}", member_id=me().id, issue=entry_id)
    commit()
    flash(_("A test is on its way to %(address)s.", address=address))
    return redirect(issue.entry.path, 303)


@bp.post("/<int:entry_id>/publication")
@members
def publish(entry_id: int) -> ResponseReturnValue:
    """Publish an issue now, and send it to those who subscribed."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    service.schedule_issue(issue, by=me())
    commit()
    flash(_("Published. Its mails go out now, one batch after the other."))
    return redirect(issue.entry.path, 303)


@bp.post("/<int:entry_id>/moment")
@members
def schedule(entry_id: int) -> ResponseReturnValue:
    """Let an issue be published and sent at a moment."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    form = MomentForm()
    if not form.validate_on_submit():
        return issue_page(entry_id, form, 422)
    service.schedule_issue(issue, by=me(), at=form.moment(me().timezone))
    commit()
    flash(_("It goes out at the moment that you chose. Until then you can change it, or stop it."))
    return redirect(issue.entry.path, 303)


@bp.post("/<int:entry_id>/moment/removal")
@members
def unschedule(entry_id: int) -> ResponseReturnValue:
    """Let an issue wait for no moment any more."""
    issue = access.issue_to_edit_or_404(entry_id, me())
    service.unschedule_issue(issue, by=me())
    commit()
    flash(_("It is a draft again, and goes out when you say so."))
    return redirect(issue.entry.path, 303)
