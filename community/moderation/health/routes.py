"""Where administrators see whether background work and mail are well, and let what failed be tried again."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import only
from community.accounts.models import Role
from community.kernel import health, mail
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.mail import outbox

bp = Blueprint("health", __name__, url_prefix="/admin/health")


@bp.get("")
@only(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """How background work and mail are doing now."""
    return render_template("moderation/health.html", health=health.health(), mail_is_on=mail.is_on())


@bp.post("/deliveries/<int:event_id>/retry")
@only(Role.ADMINISTRATOR)
def retry_delivery(event_id: int) -> ResponseReturnValue:
    """Bring a parked event to its subscriber again."""
    return _tried(is_there=health.retry_delivery(event_id, request.form.get("subscriber", "")))


@bp.post("/mails/<int:mail_id>/retry")
@only(Role.ADMINISTRATOR)
def retry_mail(mail_id: int) -> ResponseReturnValue:
    """Send a mail again that failed, or of which nobody knows whether it went."""
    return _tried(is_there=outbox.retry(mail_id))


@bp.post("/duties/retry")
@only(Role.ADMINISTRATOR)
def retry_duty() -> ResponseReturnValue:
    """Have a duty done now."""
    return _tried(is_there=health.retry_duty(request.form.get("name", "")))


def _tried(*, is_there: bool) -> ResponseReturnValue:
    if not is_there:
        raise NotFound(_("There is nothing of that kind to try again."))
    commit()
    flash(_("It is tried again now."))
    return redirect("/admin/health", 303)
