"""People who lack something: who got no answer, who asked again, whom something kept from applying."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import only
from community.kernel import clock
from community.kernel.db import commit
from community.programs.following import check_in
from community.programs.models import Cohort, Reminder
from community.questions.models import Question
from community.reflections.models import Reflection
from community.reflections.service import publish_reflection
from tests.factories import a_member, a_question
from tests.programs.factories import an_enrollment

TITLE = "Why does nobody read this sentence?"


def people(count: int) -> list[Member]:
    """So many members."""
    return [a_member() for _number in range(count)]


def stuck(who: Iterable[Member], tag: str, *, days_ago: int = 30, audience: Audience | None = None) -> list[Question]:
    """A question of each on `tag` that nobody answered."""
    at = clock.now() - timedelta(days=days_ago)
    return [a_question(TITLE, author=member, tags=[tag], at=at, audience=audience) for member in who]


def struggling(who: Iterable[Member], tag: str, *, days_ago: int = 30, **more: Any) -> list[Reflection]:
    """A reflection of each on `tag`, whose author wants to be counted; for nobody else to read."""
    at = clock.now() - timedelta(days=days_ago)
    written = [
        publish_reflection(
            author=member,
            audience=only(member),
            title="My hard week",
            source="I told nobody.",
            tags=[tag],
            at=at,
            **{"tells_difficulty": True, **more},
        )
        for member in who
    ]
    commit()
    return written


def blocked(who: Iterable[Member], cohort: Cohort, reminder: Reminder, barrier: str, *, days_ago: int = 10) -> None:
    """A check-in of each with what kept them from applying."""
    at = clock.now() - timedelta(days=days_ago)
    for member in who:
        enrollment = an_enrollment(cohort, member)
        check_in(enrollment, reminder, by=member, outcome="blocked", barrier=barrier, note="my secret note", at=at)
    commit()
