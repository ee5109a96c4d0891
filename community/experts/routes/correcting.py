"""Why one is shown as somebody who can help, and what one may say to it."""

from __future__ import annotations

from datetime import date, datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.expert_listing import may_be_listed
from community.accounts.models import Member
from community.accounts.service import list_as_expert
from community.experts import queries, service, speaking
from community.experts.access import entry_or_404, member_or_404
from community.experts.asked import away_until
from community.experts.routes import bp
from community.experts.words import declared_by
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.forms import clean
from community.kernel.i18n import _

LONGEST_TOPIC = 60


@bp.get("/me")
@members
def mine() -> ResponseReturnValue:
    """Why am I shown here: one's own evidence, what one says oneself, and the ways out."""
    return render_template(
        "experts/mine.html",
        evidence=queries.evidence_of(me()),
        discounted=queries.discounted_of(me()),
        declared=declared_by(me()),
        away_until=away_until(me()),
        is_listed=may_be_listed(me()),
    )


@bp.post("/me/listing")
@members
def listing() -> ResponseReturnValue:
    """Agree to be found, or not; it holds from the next page that anybody opens."""
    is_listed = _yes("listed")
    list_as_expert(me(), is_listed=is_listed)
    if not is_listed:
        service.end_invitations_of(me())
    commit()
    flash(_("You are found again.") if is_listed else _("You are no longer shown as somebody who can help."))
    return redirect("/experts/me", 303)


@bp.post("/me/topics")
@members
def topic() -> ResponseReturnValue:
    """Be named for a topic no longer, or again."""
    hidden = _yes("hidden")
    speaking.hide_topic(me(), _topic(), hidden=hidden)
    commit()
    flash(_("You are not named for this topic any more.") if hidden else _("You are named for this topic again."))
    return redirect("/experts/me", 303)


@bp.post("/me/evidence/<int:entry_id>")
@members
def evidence(entry_id: int) -> ResponseReturnValue:
    """Let one's own entry not count, or count again."""
    counts = _yes("counts")
    speaking.count_evidence(entry_or_404(entry_id, me()), by=me(), counts=counts)
    commit()
    flash(_("It counts again.") if counts else _("It does not count any more. What you wrote stays where it is."))
    return redirect("/experts/me", 303)


@bp.post("/me/skills")
@members
def skill() -> ResponseReturnValue:
    """Say that one can help with a topic, or no longer."""
    if _yes("declared"):
        tag = speaking.declare_skill(me(), _topic())
        flash(
            _("You say that you can help with “%(topic)s”. It stands apart from what you have shown.", topic=tag.name)
        )
    else:
        speaking.take_back_skill(me(), _topic())
        flash(_("Taken back."))
    commit()
    return redirect("/experts/me", 303)


@bp.post("/me/absence")
@members
def absence() -> ResponseReturnValue:
    """Be asked nothing until a day, or be back."""
    until = _first_moment_of(request.form.get("until", "").strip(), me())
    speaking.stay_away(me(), until)
    commit()
    flash(_("You are asked nothing until then.") if until else _("You can be asked again."))
    return redirect("/experts/me", 303)


@bp.post("/endorsements")
@members
def endorsement() -> ResponseReturnValue:
    """Say of a colleague that they can help with a topic, or no longer."""
    member = member_or_404(request.form.get("member", "").strip())
    endorsed, name = _yes("endorsed"), _topic()
    speaking.endorse(member, name, by=me(), endorsed=endorsed)
    commit()
    flash(_("Your word stands beside what they have shown.") if endorsed else _("Taken back."))
    return redirect(f"/experts?{urlencode({'tag': name})}", 303)


def _yes(field: str) -> bool:
    choice = request.form.get(field, "")
    if choice not in {"yes", "no"}:
        raise Refused(_("Please say yes or no."))
    return choice == "yes"


def _topic() -> str:
    return clean(request.form.get("topic", ""))[:LONGEST_TOPIC].strip()


def _first_moment_of(typed: str, member: Member) -> datetime | None:
    """The beginning of a day where the member is; None where no day is given."""
    if not typed:
        return None
    try:
        return datetime.combine(date.fromisoformat(typed), time(), ZoneInfo(member.timezone))
    except (ValueError, OverflowError) as error:
        raise Refused(_("Please give a day.")) from error
