"""Who can help with a topic, a text or a question; and why one is shown oneself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.expert_listing import may_be_listed
from community.accounts.service import list_as_expert
from community.entries.tag_queries import known_tag, popular_tags
from community.experts import queries
from community.experts.access import question_or_404
from community.kernel.db import commit
from community.kernel.errors import Refused
from community.kernel.forms import clean
from community.kernel.i18n import _
from community.topics.naming import tag_name
from community.topics.queries import skills

bp = Blueprint("experts", __name__, url_prefix="/experts")

LONGEST_TEXT = 300
MOST_FOR_A_QUESTION = 5
MOST_BESIDE = 3


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """People who have shown that they know, for a question, a tag or a text; without any, where to begin."""
    if "question" in request.args:
        return _for_question(request.args["question"])
    wanted = clean(request.args.get("tag") or request.args.get("q", ""))[:LONGEST_TEXT].strip()
    if not wanted:
        return render_template("experts/index.html", skills=skills(), popular=popular_tags(me()))
    return _for_topic(wanted, is_tag=bool(request.args.get("tag")))


@bp.get("/beside/<int:question_id>")
@members
def beside(question_id: int) -> ResponseReturnValue:
    """The few who could help with a question; the part of its page that is fetched once the page stands."""
    question = question_or_404(str(question_id), me())
    experts = queries.experts_for_question(me(), question, MOST_BESIDE)
    return render_template("experts/_beside.html", question=question, experts=experts)


@bp.get("/me")
@members
def mine() -> ResponseReturnValue:
    """Why am I shown here: one's own evidence, and the way out."""
    return render_template("experts/mine.html", evidence=queries.evidence_of(me()), is_listed=may_be_listed(me()))


@bp.post("/me/listing")
@members
def listing() -> ResponseReturnValue:
    """Agree to be found, or not; it holds from the next page that anybody opens."""
    choice = request.form.get("listed", "")
    if choice not in {"yes", "no"}:
        raise Refused(_("Please say whether you want to be found."))
    list_as_expert(me(), is_listed=choice == "yes")
    commit()
    flash(_("You are found again.") if choice == "yes" else _("You are no longer shown as somebody who can help."))
    return redirect("/experts/me", 303)


def _for_question(typed: str) -> ResponseReturnValue:
    question = question_or_404(typed, me())
    experts = queries.experts_for_question(me(), question, MOST_FOR_A_QUESTION)
    return render_template("experts/question.html", question=question, experts=experts)


def _for_topic(wanted: str, *, is_tag: bool) -> ResponseReturnValue:
    """By a tag where there is one of this name, else by the words."""
    name = _tag_called(wanted) or (tag_name(wanted) if is_tag else "")
    experts = queries.experts_for_tags(me(), [name]) if name else queries.experts_for_text(me(), wanted)
    return render_template("experts/topic.html", wanted=wanted, tag=name, experts=experts)


def _tag_called(wanted: str) -> str:
    tag = known_tag(me(), wanted)
    return (tag.synonym_of or tag).name if tag is not None else ""
