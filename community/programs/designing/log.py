"""Who gets a program's reminders, and how far each is on its way; never what anybody answered or opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Member, MemberState
from community.audiences.visibility import visible_to
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.mail.models import MailState, OutgoingMail
from community.programs.deliveries.models import Channel, Delivery
from community.programs.models import Cohort, Enrollment, EnrollmentState, Program, Reminder

PAGE = 100
FAILED = (MailState.FAILED.value, MailState.UNCLEAR.value, MailState.BOUNCED.value)
CAN_GO_AGAIN = (MailState.FAILED.value, MailState.UNCLEAR.value)


class Recipients(NamedTuple):
    """How many learners of a cohort get its reminders, how many of them by mail as well, and in which time zones."""

    learners: int
    by_mail: int
    zones: Sequence[tuple[str, int]]


class Logged(NamedTuple):
    """One delivery: which reminder came for whom and when, in which channel, and how far its mail is."""

    id: int
    at: datetime
    channel: str
    title: str
    path_id: int
    name: str
    username: str
    cohort: str
    state: str | None
    error: str | None

    @property
    def can_go_again(self) -> bool:
        """Whether its mail did not go, and can be sent once more."""
        return self.state in CAN_GO_AGAIN


def recipients(cohort: Cohort) -> Recipients:
    """Who gets the reminders of `cohort`, in numbers."""
    gets_mail = and_(Enrollment.by_mail, Member.email.is_not(None))
    rows = (
        session()
        .execute(
            select(Member.timezone, func.count(), func.sum(case((gets_mail, 1), else_=0)))
            .select_from(Enrollment)
            .join(Member, Enrollment.member_id == Member.id)
            .where(
                Enrollment.cohort_id == cohort.id,
                Enrollment.state.in_((EnrollmentState.ACTIVE, EnrollmentState.PAUSED)),
                Member.state == MemberState.ACTIVE,
            )
            .group_by(Member.timezone)
            .order_by(func.count().desc(), Member.timezone)
        )
        .all()
    )
    zones = [(zone, number) for zone, number, _by_mail in rows]
    return Recipients(sum(number for _zone, number in zones), sum(int(row[2]) for row in rows), zones)


def deliveries_of(program: Program, *, before: int | None = None, only_failed: bool = False) -> list[Logged]:
    """The deliveries of `program`, the newest first, a page at a time.

    A mail that was not needed any more is not listed: that it was not would tell what its learner did.

    Args:
        before: the id of the last one of the page before.
        only_failed: those whose mail did not arrive.
    """
    statement = _log(program).order_by(Delivery.id.desc()).limit(PAGE)
    if before is not None:
        statement = statement.where(Delivery.id < before)
    if only_failed:
        statement = statement.where(OutgoingMail.state.in_(FAILED))
    return [Logged(*row) for row in session().execute(statement)]


def states_of(program: Program) -> dict[str, int]:
    """How many mails of `program` are in which state."""
    counted = _log(program).with_only_columns(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
    rows = session().execute(counted.where(Delivery.channel == Channel.MAIL.value))
    return {str(state): number for state, number in rows}


def delivery_by_id(delivery_id: int) -> Delivery | None:
    """The delivery with this id, its reminder and the program."""
    program = joinedload(Delivery.reminder).joinedload(Reminder.program)
    return session().scalar(select(Delivery).where(Delivery.id == delivery_id).options(program))


def mail_of(delivery: Delivery) -> OutgoingMail | None:
    """The mail of a delivery, if there is one."""
    if delivery.mail_key is None:
        return None
    return session().scalar(select(OutgoingMail).where(OutgoingMail.key == delivery.mail_key))


def _log(program: Program) -> Select[int, datetime, str, str, int, str, str, str, str | None, str | None]:
    return (
        select(
            Delivery.id,
            Delivery.at,
            Delivery.channel,
            Entry.title,
            Entry.id,
            Member.name,
            Member.username,
            Cohort.name,
            OutgoingMail.state,
            OutgoingMail.error,
        )
        .join(Enrollment, Delivery.enrollment_id == Enrollment.id)
        .join(Cohort, Enrollment.cohort_id == Cohort.id)
        .join(Member, Enrollment.member_id == Member.id)
        .join(Entry, Delivery.reminder_id == Entry.id)
        .outerjoin(OutgoingMail, Delivery.mail_key == OutgoingMail.key)
        .where(Cohort.program_id == program.id, visible_to(program.owner, Entry), _is_told())
    )


def _is_told() -> ColumnElement[bool]:
    return (Delivery.channel == Channel.PAGE.value) | (OutgoingMail.state != MailState.DROPPED.value)
