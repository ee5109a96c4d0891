"""Reading programs, cohorts, and what is due for whom; the audience rule is inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from community.accounts.models import Member, Viewer
from community.audiences.visibility import in_audiences_of, listed_for, visible_to
from community.entries.models import Entry
from community.kernel.db import session
from community.programs import schedule
from community.programs.delivered import Delivered, came
from community.programs.deliveries.queries import learning_of
from community.programs.links import answer_path
from community.programs.models import CheckIn, Cohort, Enrollment, EnrollmentState, Program, Reminder
from community.programs.own_feed import OwnFeed, own_feed_of


def program_for(viewer: Viewer, slug: str) -> Program | None:
    """The program with this short name, if `viewer` may see it."""
    return session().scalar(
        select(Program)
        .where(Program.slug == slug, in_audiences_of(viewer, Program.audience_id) | _is_owner(viewer))
        .options(joinedload(Program.owner), joinedload(Program.audience))
    )


def programs(viewer: Viewer, limit: int = 200) -> Sequence[Program]:
    """The programs that `viewer` may see, the newest first."""
    return (
        session()
        .scalars(
            select(Program)
            .where(in_audiences_of(viewer, Program.audience_id) | _is_owner(viewer))
            .options(joinedload(Program.owner))
            .order_by(Program.created_at.desc(), Program.id.desc())
            .limit(limit)
        )
        .all()
    )


def reminders_of(program: Program, viewer: Viewer) -> Sequence[Reminder]:
    """The reminders of `program` in their order, as far as `viewer` may see them."""
    return (
        session()
        .scalars(
            _reminders()
            .where(Reminder.program_id == program.id, listed_for(viewer, Entry))
            .order_by(Reminder.offset_days, Reminder.entry_id)
        )
        .all()
    )


def reminder_for(viewer: Viewer, entry_id: int) -> Reminder | None:
    """The reminder with this id and its program, if `viewer` may see it."""
    return session().scalar(
        _reminders()
        .where(Reminder.entry_id == entry_id, visible_to(viewer, Entry))
        .options(joinedload(Reminder.program))
    )


def cohorts_of(program: Program) -> Sequence[Cohort]:
    """The runs of `program`, the newest first."""
    return (
        session()
        .scalars(
            select(Cohort).where(Cohort.program_id == program.id).order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        )
        .all()
    )


def cohort_for(viewer: Viewer, cohort_id: int) -> Cohort | None:
    """The cohort with this id and its program, if `viewer` may see the program."""
    return session().scalar(
        select(Cohort)
        .join(Program, Cohort.program_id == Program.id)
        .where(Cohort.id == cohort_id, in_audiences_of(viewer, Program.audience_id) | _is_owner(viewer))
        .options(contains_eager(Cohort.program))
    )


def my_cohorts(viewer: Viewer, program: Program) -> dict[int, Enrollment]:
    """The viewer's enrollments in the cohorts of `program`, by cohort."""
    if viewer is None:
        return {}
    rows = session().scalars(
        select(Enrollment)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .where(Cohort.program_id == program.id, Enrollment.member_id == viewer.id)
    )
    return {enrollment.cohort_id: enrollment for enrollment in rows}


def enrollment_of(cohort: Cohort, member: Member) -> Enrollment | None:
    """The enrollment of `member` in `cohort`, in whatever state."""
    return session().scalar(
        select(Enrollment).where(Enrollment.cohort_id == cohort.id, Enrollment.member_id == member.id)
    )


def enrollment_for(member: Member, enrollment_id: int) -> Enrollment | None:
    """The enrollment with this id, if it is the member's own."""
    return session().scalar(_enrollments().where(Enrollment.id == enrollment_id, Enrollment.member_id == member.id))


def enrollments_of(member: Member) -> Sequence[Enrollment]:
    """The enrollments of `member` with their programs, the newest first."""
    return (
        session()
        .scalars(_enrollments().where(Enrollment.member_id == member.id).order_by(Enrollment.starts_on.desc()))
        .unique()
        .all()
    )


def delivered(member: Member, enrollments: Sequence[Enrollment], now: datetime) -> list[Delivered]:
    """What has come for `member` by `now` from `enrollments`, the newest first, with their answers."""
    wanted = {one.id for one in enrollments}
    return [one for one in came(learning_of(member), now) if one.enrollment.id in wanted]


def due_for(member: Member, now: datetime) -> list[Delivered]:
    """The reminders that have come for `member` in running programs and wait for an answer, the newest first.

    The first page asks for them each time it is opened, so they are read in one query.
    """
    return [one for one in came(learning_of(member), now) if one.waits]


def own_feed(member: Member, enrollment_id: int, now: datetime, *, resources: int) -> OwnFeed | None:
    """What is written down for an enrollment of `member`, in one query; None if it is not theirs."""
    return own_feed_of(member, enrollment_id, now, resources=resources)


def came_for(member: Member, enrollment_id: int, now: datetime) -> list[Delivered]:
    """What has come for one enrollment of `member` by `now`, the newest first."""
    return [one for one in came_for_all(member, now) if one.enrollment.id == enrollment_id]


def came_for_all(member: Member, by: datetime) -> list[Delivered]:
    """What has come for `member`, or will have come, by a moment, the newest first."""
    return came(learning_of(member), by)


def answer_link(one: Delivered) -> str:
    """Where the learner answers what has come without signing in; whoever holds the link can do it."""
    return answer_path(one.enrollment.id, one.reminder.entry_id, one.at)


def cohort_deliveries(cohort: Cohort, viewer: Viewer, now: datetime) -> list[tuple[datetime, Reminder]]:
    """What has come for a cohort by its own start date, the newest first, as far as `viewer` may see it."""
    reminders = reminders_of(cohort.program, viewer)
    steps = tuple(schedule.Step(r.entry_id, r.offset_days) for r in reminders)
    plan = schedule.Plan(enrollment_id=0, starts_on=cohort.starts_on, steps=steps)
    by_id = {r.entry_id: r for r in reminders}
    return [(d.at, by_id[d.reminder_id]) for d in schedule.due(schedule.schedule(plan), now)][::-1]


def linked(enrollment_id: int, reminder_id: int) -> tuple[Enrollment, Reminder] | None:
    """What the link in a mail is about, while its learner is active, follows the program and may see the reminder."""
    enrollment = session().scalar(
        _enrollments().where(Enrollment.id == enrollment_id).options(joinedload(Enrollment.member))
    )
    if enrollment is None or enrollment.state == EnrollmentState.LEFT or not enrollment.member.is_active:
        return None
    reminder = reminder_for(enrollment.member, reminder_id)
    if reminder is None or reminder.program_id != enrollment.cohort.program_id:
        return None
    return enrollment, reminder


def check_ins_of(enrollment: Enrollment) -> Sequence[CheckIn]:
    """What the learner answered so far, the oldest first."""
    return (
        session()
        .scalars(select(CheckIn).where(CheckIn.enrollment_id == enrollment.id).order_by(CheckIn.at, CheckIn.id))
        .all()
    )


def _is_owner(viewer: Viewer) -> ColumnElement[bool]:
    return Program.owner_id == (viewer.id if viewer is not None else -1)


def _reminders() -> Select[Reminder]:
    return (
        select(Reminder)
        .join(Entry, Reminder.entry_id == Entry.id)
        .options(contains_eager(Reminder.entry).options(joinedload(Entry.author), joinedload(Entry.audience)))
    )


def _enrollments() -> Select[Enrollment]:
    return select(Enrollment).options(
        joinedload(Enrollment.cohort).joinedload(Cohort.program), selectinload(Enrollment.pauses)
    )
