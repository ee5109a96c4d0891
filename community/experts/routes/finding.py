"""Who can help with a topic, a text or a question."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.entries.tag_queries import known_tag, popular_tags
from community.experts import queries
from community.experts.access import question_or_404
from community.experts.asked import looking_for
from community.experts.routes import bp
from community.experts.speaking import who_shared_a_thread
from community.experts.words import who_declared
from community.kernel.forms import clean
from community.topics.naming import tag_name
from community.topics.queries import skills

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
    looking = looking_for(me(), question)
    return render_template("experts/_beside.html", question=question, experts=experts, looking=looking)


def _for_question(typed: str) -> ResponseReturnValue:
    question = question_or_404(typed, me())
    experts = queries.experts_for_question(me(), question, MOST_FOR_A_QUESTION)
    looking = looking_for(me(), question)
    return render_template("experts/question.html", question=question, experts=experts, looking=looking)


def _for_topic(wanted: str, *, is_tag: bool) -> ResponseReturnValue:
    """By a tag where there is one of this name, else by the words."""
    name = _tag_called(wanted) or (tag_name(wanted) if is_tag else "")
    if not name:
        experts = queries.experts_for_text(me(), wanted)
        return render_template("experts/topic.html", wanted=wanted, tag="", experts=experts)
    experts = queries.experts_for_tags(me(), [name])
    ids = [expert.member.id for expert in experts]
    return render_template(
        "experts/topic.html",
        wanted=wanted,
        tag=name,
        experts=experts,
        declared=who_declared(name, besides=ids),
        may_endorse=who_shared_a_thread(me(), ids),
    )


def _tag_called(wanted: str) -> str:
    tag = known_tag(me(), wanted)
    return (tag.synonym_of or tag).name if tag is not None else ""
