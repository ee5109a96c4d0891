"""What shows that people lack something, read for the ranking: questions by topic and check-ins by program.

Only what the whole organization may read is looked at, besides check-ins, of which nobody learns more than how many
people chose a barrier. Each person counts once on a topic, so that a loud one weighs no more than a quiet one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import JSON, Integer, Select, String, and_, case, cast, column, extract, func, or_, select, table

from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.audiences.visibility import is_organization_wide
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel.db import UtcDateTime, session

WINDOW: Final = timedelta(days=365)
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
_program = table(
    "program",
    column("id", Integer),
    column("slug", String),
    column("title", String),
    column("skills", JSON),
    column("audience_id", Integer),
)
_cohort = table("cohort", column("id", Integer), column("program_id", Integer))
_enrollment = table("enrollment", column("id", Integer), column("cohort_id", Integer), column("member_id", Integer))
_check_in = table(
    "check_in",
    column("enrollment_id", Integer),
    column("outcome", String),
    column("barrier", String),
    column("at", UtcDateTime),
)


Since = dict[int, int]
"""People, each with the first month in which they showed a sign (as `month_of` numbers it)."""


class Asking(NamedTuple):
    """Who asked on a topic, and who of them was served poorly or asked what had been asked before."""

    askers: set[int]
    poorly_served: Since
    repeated: Since


class Training(NamedTuple):
    """A program that the whole organization may see, with the learners who were kept, by barrier."""

    id: int
    slug: str
    title: str
    skills: tuple[str, ...]
    kept: dict[str, Since]


def asking(now: datetime) -> dict[int, Asking]:
    """Who asked on which topic in the window, up to a week ago: what is younger may still be answered well."""
    topics: defaultdict[int, Asking] = defaultdict(lambda: Asking(set(), {}, {}))
    for person_id, poorly_served, repeated, tag_ids in session().execute(_asked(now)):
        for tag_id in tag_ids.split(",") if tag_ids else ():
            topic = topics[int(tag_id)]
            topic.askers.add(person_id)
            if poorly_served is not None:
                _note(topic.poorly_served, person_id, poorly_served)
            if repeated is not None:
                _note(topic.repeated, person_id, repeated)
    return dict(topics)


def _note(since: Since, person_id: int, month: int) -> None:
    since[person_id] = min(month, since.get(person_id, month))


def trainings(now: datetime) -> list[Training]:
    """The programs that the whole organization may see, with what kept their learners in the window."""
    kept = _kept(now)
    statement = (
        select(_program, kept.c.barrier, kept.c.people)
        .outerjoin(kept, kept.c.program_id == _program.c.id)
        .where(_program.c.audience_id.in_((PUBLIC_ID, ORGANIZATION_ID)))
        .order_by(_program.c.id)
    )
    return _grouped(session().execute(statement))


def _line(parts: Any) -> Any:
    return func.aggregate_strings(parts, ",")


def _read(line: str | None) -> Since:
    pairs = (pair.split(":") for pair in line.split(",")) if line else ()
    return {int(person): int(month) for person, month in pairs}


def _asked(now: datetime) -> Select[*tuple[Any, ...]]:
    """The questions of the window with their tags in one line, and with their month where they are signs of a need."""
    is_duplicate = _question.c.duplicate_of_id.is_not(None)
    month = month_of(Entry.published_at)
    tag_ids = select(_line(cast(EntryTag.tag_id, String))).where(EntryTag.entry_id == Entry.id).scalar_subquery()
    return (
        select(
            Entry.author_id,
            case((and_(~is_duplicate, _is_poorly_served()), month)),
            case((is_duplicate, month)),
            tag_ids,
        )
        .join(_question, _question.c.entry_id == Entry.id)
        .where(Entry.kind == Kind.QUESTION, is_organization_wide(Entry))
        .where(Entry.published_at > now - WINDOW, Entry.published_at <= now - PATIENCE)
    )


def month_of(at: Any) -> Any:
    """The month of a moment as a number that grows by one each month; nothing finer is read."""
    return cast(extract("year", at) * 12 + extract("month", at) - 1, Integer)


def first_day(month: int) -> date:
    """The first day of a month that `month_of` numbered."""
    return date(month // 12, month % 12 + 1, 1)


def _is_poorly_served() -> Any:
    """Whether no answer was useful, or none came within a week (the measure of the study behind the ranking)."""
    useful = or_(_question.c.accepted_answer_id.is_not(None), _question.c.best_answer_score > 0)
    first = _question.c.first_answered_at
    return or_(~useful, first.is_(None), _is_late(first))


def _is_late(first: Any) -> Any:
    """Whether the first answer came later than `PATIENCE` after the question, on either engine."""
    if session().connection().dialect.name == "sqlite":
        return func.julianday(first) - func.julianday(Entry.published_at) > PATIENCE.days
    return func.extract("epoch", first - Entry.published_at) > PATIENCE.total_seconds()


def _kept(now: datetime) -> Any:
    person = (
        select(
            _cohort.c.program_id,
            _enrollment.c.member_id,
            _check_in.c.barrier,
            func.min(month_of(_check_in.c.at)).label("since"),
        )
        .join(_enrollment, _check_in.c.enrollment_id == _enrollment.c.id)
        .join(_cohort, _enrollment.c.cohort_id == _cohort.c.id)
        .where(_check_in.c.outcome == BLOCKED, _check_in.c.at > now - WINDOW, _check_in.c.at <= now)
        .group_by(_cohort.c.program_id, _enrollment.c.member_id, _check_in.c.barrier)
        .subquery("person")
    )
    dated = cast(person.c.member_id, String) + ":" + cast(person.c.since, String)
    return (
        select(person.c.program_id, person.c.barrier, _line(dated).label("people"))
        .group_by(person.c.program_id, person.c.barrier)
        .subquery("kept")
    )


def _grouped(rows: Iterable[Any]) -> list[Training]:
    found: dict[int, Training] = {}
    for program_id, slug, title, skills, _audience, barrier, people in rows:
        training = found.setdefault(program_id, Training(program_id, slug, title, tuple(skills), {}))
        if barrier is not None:
            training.kept[barrier] = _read(people)
    return list(found.values())
