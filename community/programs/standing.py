"""Where a learner stands with one reminder, and what others have made of its topic: each is read in one query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, and_, column, exists, func, select, table, union_all
from sqlalchemy.orm import aliased, contains_eager

from community.accounts.models import Member, Viewer
from community.audiences.visibility import listed_for
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.entries.queries import with_card
from community.kernel.db import session
from community.programs.models import CheckIn, Cohort, Enrollment, EnrollmentState, IfThenPlan, Recall, Reminder
from community.topics.models import Tag

MOST_QUESTIONS, MOST_RESOURCES = 3, 3
RESOURCES_READ = 15

# The table of another capability, as far as it is read here.
_question = table(
    "question", column("entry_id", Integer), column("accepted_answer_id", Integer), column("duplicate_of_id", Integer)
)

# Named once: to describe a table anew takes longer than most statements run.
_latest = aliased(IfThenPlan)
_every = aliased(IfThenPlan)


@dataclass(frozen=True)
class Standing:
    """One learner and one reminder: what was answered, remembered and planned.

    Attributes:
        plan: what the learner will do on account of this very reminder.
        latest_plan: the plan that they made last in the program.
        has_shown: whether they wrote on the topic since they began, or gave an answer that was accepted.
    """

    enrollment: Enrollment
    answer: CheckIn | None
    recall: Recall | None
    plan: IfThenPlan | None
    latest_plan: IfThenPlan | None
    has_shown: bool


@dataclass(frozen=True)
class Around:
    """What there is on the topic of a reminder, as far as its reader may see it."""

    questions: Sequence[Entry] = field(default_factory=list)
    reflections: Sequence[Entry] = field(default_factory=list)
    resources: Sequence[Entry] = field(default_factory=list)


def standings(member: Member, reminder: Reminder) -> list[Standing]:
    """Where `member` stands with `reminder` in each of their enrollments to which it belongs, the latest first."""
    newest = select(func.max(_every.at)).where(_every.enrollment_id == Enrollment.id).scalar_subquery()
    rows = session().execute(
        select(Enrollment, CheckIn, Recall, IfThenPlan, _latest, _has_shown(member, reminder.program.skills))
        .join(Enrollment.cohort)
        .outerjoin(CheckIn, _belongs(CheckIn, reminder))
        .outerjoin(Recall, _belongs(Recall, reminder))
        .outerjoin(IfThenPlan, _belongs(IfThenPlan, reminder))
        .outerjoin(_latest, (_latest.enrollment_id == Enrollment.id) & (_latest.at == newest))
        .where(
            Enrollment.member_id == member.id,
            Cohort.program_id == reminder.program_id,
            Enrollment.state != EnrollmentState.LEFT,
        )
        .options(contains_eager(Enrollment.cohort))
        .order_by(Enrollment.starts_on.desc(), Enrollment.id.desc())
    )
    return [Standing(*row) for row in rows]


def around(reminder: Reminder, viewer: Viewer, cohort_id: int | None) -> Around:
    """The open questions and the best reflection of those who learn together, and the newest resources.

    Args:
        viewer: who reads; nothing is shown that is not for them.
        cohort_id: with whom they learn; None for everybody who follows the program.
    """
    program = reminder.program
    together = select(Enrollment.member_id).join(Cohort, Enrollment.cohort_id == Cohort.id)
    whose = Enrollment.cohort_id == cohort_id if cohort_id is not None else Cohort.program_id == program.id
    by_them = Entry.author_id.in_(together.where(whose))
    asked = select(_question.c.entry_id).where(
        _question.c.accepted_answer_id.is_(None), _question.c.duplicate_of_id.is_(None)
    )
    newest = (Entry.published_at.desc(), Entry.id.desc())
    picked = [
        _few(viewer, Kind.QUESTION, program.skills, MOST_QUESTIONS, newest, by_them, Entry.id.in_(asked)),
        _few(viewer, Kind.REFLECTION, program.skills, 1, (Entry.score.desc(), *newest), by_them),
        _few(viewer, Kind.BOOKMARK, program.resource_tags, RESOURCES_READ, newest),
    ]
    ids = union_all(*(select(one.c.id) for one in picked))
    rows = session().scalars(with_card(select(Entry)).where(Entry.id.in_(ids)).order_by(*newest)).all()
    by_kind = {
        kind: [row for row in rows if row.kind == kind] for kind in (Kind.QUESTION, Kind.REFLECTION, Kind.BOOKMARK)
    }
    return Around(by_kind[Kind.QUESTION], by_kind[Kind.REFLECTION], different(by_kind[Kind.BOOKMARK], MOST_RESOURCES))


def different(entries: Iterable[Entry], most: int) -> list[Entry]:
    """The first entry of each title: good pages are saved by many."""
    by_title: dict[str, Entry] = {}
    for entry in entries:
        by_title.setdefault(entry.title.casefold(), entry)
    return list(by_title.values())[:most]


def _few(
    viewer: Viewer, kind: Kind, tags: Sequence[str], most: int, order: Sequence[Any], *more: ColumnElement[bool]
) -> Subquery:
    rule = and_(Entry.kind == kind.value, listed_for(viewer, Entry), Entry.id.in_(_tagged(tags)), *more)
    return select(Entry.id).where(rule).order_by(*order).limit(most).subquery()


def _belongs(thing: type[CheckIn] | type[Recall] | type[IfThenPlan], reminder: Reminder) -> ColumnElement[bool]:
    return and_(thing.enrollment_id == Enrollment.id, thing.reminder_id == reminder.entry_id)


def _has_shown(member: Member, skills: Sequence[str]) -> ColumnElement[bool]:
    """Whether the learner wrote a reflection on a skill since they began, or an answer on it was accepted."""
    own = and_(Entry.author_id == member.id, Entry.is_live, Entry.published_at > Enrollment.enrolled_at)
    wrote = exists().where(own, Entry.kind == Kind.REFLECTION.value, Entry.id.in_(_tagged(skills)))
    answered = exists().where(
        own, _question.c.accepted_answer_id == Entry.id, _question.c.entry_id.in_(_tagged(skills))
    )
    return wrote | answered


def _tagged(names: Sequence[str]) -> Select[int]:
    return select(EntryTag.entry_id).join(Tag, EntryTag.tag_id == Tag.id).where(Tag.name.in_(names))
