"""What a digest says of questions: one that its reader could help with."""

from __future__ import annotations

from datetime import datetime

from community.accounts.models import Member
from community.kernel.digest import Line, Section
from community.questions.queries import questions_to_answer


def lines(member: Member, _now: datetime) -> list[Line]:
    """Open questions on what `member` has shown to know, the newest first; a digest takes the first."""
    page = questions_to_answer(member, size=3)
    return [
        Line(Section.HELP, question.entry.title, question.entry.path, question.entry.published_at)
        for question in page.items
    ]
