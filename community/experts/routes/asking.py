"""What one is asked, and what one does about it; and how a question goes on looking for an answer."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.experts import service
from community.experts.access import invitation_or_404, question_or_404
from community.experts.asked import asks_of, away_until
from community.experts.routes import bp
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.forms import clean
from community.kernel.i18n import _

LONGEST_NAME = 80


@bp.get("/asks")
@members
def asks() -> ResponseReturnValue:
    """Questions that are put to the member, as somebody who knows, as steward, or as one of everybody."""
    return render_template("experts/asks.html", asks=asks_of(me()), away_until=away_until(me()))


@bp.post("/invitations/<int:invitation_id>/acceptance")
@members
def accept(invitation_id: int) -> ResponseReturnValue:
    """Mean to answer; it leads to the question."""
    invitation = invitation_or_404(invitation_id, me())
    service.accept(invitation)
    commit()
    flash(_("Thank you. Nobody else is asked while you write."))
    return redirect(f"{invitation.question.path}#your-answer", 303)


@bp.post("/invitations/<int:invitation_id>/pass")
@members
def pass_on(invitation_id: int) -> ResponseReturnValue:
    """Leave a question to others; nobody hears of it."""
    invitation = invitation_or_404(invitation_id, me())
    service.pass_on(invitation)
    commit()
    flash(_("All right. Nobody hears that you passed."))
    return redirect("/experts/asks", 303)


@bp.post("/questions/<int:question_id>/suggestions")
@members
def suggest(question_id: int) -> ResponseReturnValue:
    """Name somebody who may know."""
    question = question_or_404(str(question_id), me())
    name = clean(request.form.get("who", ""))[:LONGEST_NAME].strip()
    if not name:
        raise Refused(_("Please say who may know."))
    service.suggest(question, name, by=me())
    commit()
    flash(_("Thank you. If they can be asked now, they are."))
    return redirect(question.path, 303)


@bp.post("/questions/<int:question_id>/next-step")
@members
def ask_on(question_id: int) -> ResponseReturnValue:
    """The asker goes on to ask more people."""
    question = question_or_404(str(question_id), me())
    service.ask_on(question, by=me())
    commit()
    flash(_("More people are asked now."))
    return redirect(question.path, 303)
