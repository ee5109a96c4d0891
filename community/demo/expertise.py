"""What people of the demo say of knowledge: what they declare, and whom they vouch for after a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from community.accounts.models import Member
from community.experts.models import Escalation, Step
from community.experts.service import suggest
from community.experts.speaking import declare_skill, endorse, who_shared_a_thread
from community.kernel.db import session

DECLARED: Final = {
    "mara": ["single-visits"],
    "ben": ["hoists", "handover-notes"],
    "gwen": ["record-keeping"],
    "samir": ["equipment"],
}
VOUCHED: Final = (("ana", "ben", "handover-notes"), ("chi", "ben", "handover-notes"), ("ana", "paul", "hoists"))
"""Who says so, of whom, on what."""


def speak_of_skills(people: Mapping[str, Member]) -> None:
    """Let the people of the demo say what they can help with, and what others can."""
    for name, topics in DECLARED.items():
        for topic in topics:
            declare_skill(people[name], topic)
    session().flush()
    for name, other, topic in VOUCHED:
        member = people[other]
        if member.id in who_shared_a_thread(people[name], [member.id]):
            endorse(member, topic, by=people[name], endorsed=True)


def name_somebody_who_knows(people: Mapping[str, Member]) -> None:
    """Let the coach name Ben for the newest question that looks for an answer, so that he finds it asked of him."""
    newest = select(Escalation).where(Escalation.step == Step.EXPERTS.value).order_by(Escalation.question_id.desc())
    for escalation in session().scalars(newest.limit(1)):
        if escalation.question.author_id != people["ben"].id:
            suggest(escalation.question, "ben", by=people["carl"])
