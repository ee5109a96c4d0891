"""People and what they wrote, made by the very services that the pages call."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from community.accounts.models import Member, Role, Team
from community.accounts.passwords import hashed
from community.audiences.models import Audience
from community.audiences.service import organization_audience, set_team
from community.entries import comments, service
from community.entries.kinds import Feedback, Kind
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import commit, session
from community.questions.models import Question
from community.questions.service import answer_question, ask_question

PASSWORD = "correct horse battery"
_hash = hashed(PASSWORD)
_numbers = itertools.count(1)


def a_team(name: str | None = None) -> Team:
    """A team."""
    name = name or f"Team {next(_numbers)}"
    team = Team(name=name, slug=name.lower().replace(" ", "-"))
    session().add(team)
    commit()
    return team


def a_member(name: str | None = None, *, role: Role = Role.MEMBER, team: Team | None = None, **more: Any) -> Member:
    """Somebody with an account, whose password is `PASSWORD`."""
    number = next(_numbers)
    name = name or f"Member {number}"
    username = more.pop("username", f"{name.split()[0].lower()}{number}")
    member = Member(
        name=name,
        username=username,
        email=more.pop("email", f"{username}@example.org"),
        password_hash=_hash,
        role=role.value,
        joined_at=more.pop("joined_at", clock.now()),
        timezone="Europe/London",
        **more,
    )
    session().add(member)
    session().flush()
    if team is not None:
        set_team(member, team)
    commit()
    return member


def an_entry(
    kind: Kind = Kind.REFLECTION,
    *,
    author: Member | None = None,
    audience: Audience | None = None,
    title: str = "A title",
    source: str = "Some words.",
    tags: Sequence[str] = (),
    feedback: Feedback = Feedback.OPEN,
    parent: Entry | None = None,
    at: datetime | None = None,
) -> Entry:
    """Something published, without a capability's own row."""
    entry = service.compose(
        kind,
        author=author or a_member(),
        audience=audience or organization_audience(),
        title=title,
        source=source,
        tags=tags,
        feedback=feedback,
        parent=parent,
        at=at,
    )
    commit()
    return entry


def a_comment(on: Entry, *, by: Member | None = None, source: str = "A remark.", privately: bool = False) -> Entry:
    """A comment."""
    written = comments.comment(on, by=by or a_member(), source=source, privately=privately)
    commit()
    return written


def a_question(
    title: str = "How do I write a handover note?",
    *,
    author: Member | None = None,
    audience: Audience | None = None,
    tags: Sequence[str] = (),
    source: str = "The shift ends and nobody reads it.",
    at: datetime | None = None,
) -> Question:
    """A question."""
    question = ask_question(
        author=author or a_member(),
        audience=audience or organization_audience(),
        title=title,
        source=source,
        tags=tags,
        at=at,
    )
    commit()
    return question


def an_answer(
    question: Question,
    *,
    author: Member | None = None,
    source: str = "Begin with what changed.",
    at: datetime | None = None,
) -> Entry:
    """An answer."""
    answer = answer_question(question, by=author or a_member(), source=source, at=at)
    commit()
    return answer
