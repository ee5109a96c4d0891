"""What shows that people lack something, read for the gate: questions, difficulties and searches in vain by topic,
and check-ins by program.

Only what the whole organization may read is looked at, besides check-ins, of which nobody learns more than how many
people chose a barrier, and reflections whose authors want to be counted. What is read here names people, so that only
the gate may ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Date, Integer, String, case, column, func, or_, select, table

from community.accounts.models import Member, MemberState, Team
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.audiences.visibility import is_organization_wide
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import UtcDateTime, session
from community.needs.programs import PROGRAM
from community.needs.recurring import SignalKind
from community.topics.models import Tag

PATIENCE: Final = timedelta(days=7)
"""How long a question may wait for a useful answer before it counts as poorly served."""

BLOCKED: Final = "blocked"

# The tables of other capabilities, as far as they are read here.
_question = table(
    "question",
    column("entry_id", Integer),
    column("accepted_answer_id", Integer),
    column("duplicate_of_id", Integer),
    column("best_answer_score", Integer),
    column("first_answered_at", UtcDateTime),
)
_reflection = table("reflection", column("entry_id", Integer), column("tells_difficulty", Boolean))
_fruitless_search = table(
    "fruitless_search", column("day", Date), column("topic_id", Integer), column("person_key", String)
)
_cohort = table("cohort", column("id", Integer), column("program_id", Integer), column("name", String))
_enrollment = table("enrollment", column("id", Integer), column("cohort_id", Integer), column("member_id", Integer))
_check_in = table(
    "check_in",
    column("enrollment_id", Integer),
    column("outcome", String),
    column("barrier", String),
    column("at", UtcDateTime),
)


class Sign(NamedTuple):
    """Somebody did something on a topic at a moment; `kind` is None where it shows no need: a question well served."""

    topic_id: int
    person_id: int
    at: datetime
    kind: SignalKind | None
    is_question: bool = False


class Kept(NamedTuple):
    """A barrier kept somebody from applying what a program teaches."""

    program_id: int
    person_id: int
    at: datetime
    barrier: str


class InVain(NamedTuple):
    """Somebody looked for a topic on a day and found nothing; `key` is theirs for this day, and nobody knows whose."""

    topic_id: int
    at: datetime
    key: int


class Group(NamedTuple):
    """A team or a cohort: how it is called, and who is in it."""

    scope: str
    name: str
    people: frozenset[int]


def questions(since: datetime, until: datetime) -> list[Sign]:
    """Who asked on which topic, up to a week before `until`: what is younger may still be answered well."""
    statement = (
        select(EntryTag.tag_id, Entry.author_id, Entry.published_at, _question.c.duplicate_of_id, _served_poorly())
        .join(_question, _question.c.entry_id == Entry.id)
        .join(EntryTag, EntryTag.entry_id == Entry.id)
        .where(Entry.kind == Kind.QUESTION, is_organization_wide(Entry))
        .where(Entry.published_at > since, Entry.published_at <= until - PATIENCE)
    )
    return [
        Sign(topic_id, person_id, at, _kind(duplicate_of is not None, bool(poorly)), is_question=True)
        for topic_id, person_id, at, duplicate_of, poorly in session().execute(statement)
    ]


def _kind(is_duplicate: bool, is_poorly_served: bool) -> SignalKind | None:
    if is_duplicate:
        return SignalKind.REPEATED
    return SignalKind.UNANSWERED if is_poorly_served else None


def _served_poorly() -> Any:
    """Whether no answer was useful, or none came within a week (the measure of the study behind the ranking)."""
    useful = or_(_question.c.accepted_answer_id.is_not(None), _question.c.best_answer_score > 0)
    first = _question.c.first_answered_at
    return case((or_(~useful, first.is_(None), _is_late(first)), 1), else_=0)


def _is_late(first: Any) -> Any:
    """Whether the first answer came later than `PATIENCE` after the question, on either engine."""
    if session().connection().dialect.name == "sqlite":
        return func.julianday(first) - func.julianday(Entry.published_at) > PATIENCE.days
    return func.extract("epoch", first - Entry.published_at) > PATIENCE.total_seconds()


def difficulties(since: datetime, until: datetime) -> list[Sign]:
    """Who wrote of which topic that they find it difficult, and wants to be counted, whoever may read the reflection.

    A tag that the organization has not seen stays unseen.
    """
    statement = (
        select(EntryTag.tag_id, Entry.author_id, Entry.published_at)
        .join(_reflection, _reflection.c.entry_id == Entry.id)
        .join(EntryTag, EntryTag.entry_id == Entry.id)
        .join(Tag, Tag.id == EntryTag.tag_id)
        .where(_reflection.c.tells_difficulty, Entry.is_live, or_(Tag.use_count > 0, Tag.is_skill))
        .where(Entry.published_at > since, Entry.published_at <= until)
    )
    return [Sign(*row, SignalKind.STRUGGLE) for row in session().execute(statement)]


def searches_in_vain(since: datetime, until: datetime) -> list[InVain]:
    """Who looked for which topic and found nothing; days count from `since` on and before `until`."""
    found = select(_fruitless_search.c.topic_id, _fruitless_search.c.day, _fruitless_search.c.person_key)
    inside = found.where(_fruitless_search.c.day > since.date(), _fruitless_search.c.day < until.date())
    return [
        InVain(topic_id, datetime.combine(day, time(), UTC), int(key, 16))
        for topic_id, day, key in session().execute(inside)
    ]


def barriers(since: datetime, until: datetime) -> list[Kept]:
    """Whom something kept from applying what they learned, by program."""
    statement = (
        select(_cohort.c.program_id, _enrollment.c.member_id, _check_in.c.at, _check_in.c.barrier)
        .join(_enrollment, _check_in.c.enrollment_id == _enrollment.c.id)
        .join(_cohort, _enrollment.c.cohort_id == _cohort.c.id)
        .where(_check_in.c.outcome == BLOCKED, _check_in.c.at > since, _check_in.c.at <= until)
    )
    return [Kept(*row) for row in session().execute(statement)]


def groups() -> list[Group]:
    """The teams, and the cohorts of programs that the whole organization may see."""
    return [*_teams(), *_cohorts()]


def _teams() -> list[Group]:
    statement = select(Team.id, Team.name, Member.id).outerjoin(Member, _works_in_team()).order_by(Team.name, Team.id)
    return _gathered((f"team:{key}", name, person) for key, name, person in session().execute(statement))


def _works_in_team() -> Any:
    return (Member.team_id == Team.id) & (Member.state == MemberState.ACTIVE)


def _cohorts() -> list[Group]:
    statement = (
        select(_cohort.c.id, PROGRAM.c.title, _cohort.c.name, _enrollment.c.member_id)
        .join(PROGRAM, PROGRAM.c.id == _cohort.c.program_id)
        .outerjoin(_enrollment, _enrollment.c.cohort_id == _cohort.c.id)
        .where(PROGRAM.c.audience_id.in_((PUBLIC_ID, ORGANIZATION_ID)))
        .order_by(PROGRAM.c.title, _cohort.c.id)
    )
    rows: Sequence[Any] = session().execute(statement).all()
    return _gathered((f"cohort:{key}", f"{title}: {name}", person) for key, title, name, person in rows)


def _gathered(rows: Iterable[tuple[str, str, int | None]]) -> list[Group]:
    people: dict[tuple[str, str], set[int]] = {}
    for scope, name, person in rows:
        people.setdefault((scope, name), set()).update([] if person is None else [person])
    return [Group(scope, name, frozenset(who)) for (scope, name), who in people.items()]
