"""The skills that matter here, and where somebody who knows is missing."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.experts.queries import topics_with_experts
from community.home.routes import bp
from community.kernel import clock
from community.kernel.paging import id_from
from community.questions.queries import WaitingTopic, waiting_topics
from community.topics.skills import may_name_skills, may_review, skills_by_name, skills_to_review

RECENT = timedelta(days=91)
MOST_IN_DEMAND = 20


@bp.get("/skills")
@members
def skills() -> ResponseReturnValue:
    """The skills with who looks after them; to those who name them also what is due, and what nobody can help with."""
    after = id_from(request.args.get("after", ""))
    is_first_page = after is None
    due = [skill for skill in skills_to_review() if may_review(skill, me())] if is_first_page else []
    return render_template(
        "topics/skills.html",
        page=skills_by_name(after),
        is_first_page=is_first_page,
        due=due,
        in_demand=_in_demand() if is_first_page and may_name_skills(me()) else None,
    )


def _in_demand() -> list[WaitingTopic]:
    """Topics of questions that wait, for which nobody can be named."""
    waiting = waiting_topics(me(), since=clock.now() - RECENT)
    served = topics_with_experts(me(), [topic.tag.id for topic in waiting])
    return [topic for topic in waiting if topic.tag.id not in served][:MOST_IN_DEMAND]
