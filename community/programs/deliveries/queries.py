"""Reading what decides what comes for a learner, in one query."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from community.accounts.models import Member
from community.audiences.visibility import listed_for
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.mail.models import OutgoingMail
from community.programs.delivered import Learning, Turn
from community.programs.deliveries.models import Channel, Delivery, Rhythm
from community.programs.models import CheckIn, Cohort, Enrollment, Program, Reminder, Wish

# Named once: to describe a table anew takes longer than most statements run.
_its_mail = aliased(Delivery)


def learning_of(member: Member) -> Learning:
    """What `member` follows, what has come of it, and when more comes."""
    reminders: dict[int, dict[int, Reminder]] = defaultdict(dict)
    enrollments: dict[int, Enrollment] = {}
    answers: dict[tuple[int, int], CheckIn] = {}
    rows: dict[Turn, Delivery] = {}
    contacts: dict[Turn, datetime] = {}
    wishes: dict[Turn, Wish] = {}
    rhythm: Rhythm | None = None
    for enrollment, reminder, check_in, row, went_at, wish, found in session().execute(_all_of(member)).unique():
        enrollments[enrollment.id], rhythm = enrollment, found
        reminders[reminder.program_id][reminder.entry_id] = reminder
        if check_in is not None:
            answers[enrollment.id, reminder.entry_id] = check_in
        if wish is not None:
            wishes[enrollment.id, wish.reminder_id, wish.turn] = wish
        if row is not None:
            rows[enrollment.id, row.reminder_id, row.turn] = row
            contacts[enrollment.id, row.reminder_id, row.turn] = max(row.at, went_at or row.at)
    return Learning(member, enrollments, reminders, answers, rows, contacts, wishes, rhythm)


def _all_of(
    member: Member,
) -> Select[Enrollment, Reminder, CheckIn | None, Delivery | None, datetime | None, Wish | None, Rhythm | None]:
    """The enrollments of `member`, each with every reminder that they may see and all that belongs to the two."""
    answered = (CheckIn.enrollment_id == Enrollment.id) & (CheckIn.reminder_id == Reminder.entry_id)
    return (
        select(Enrollment, Reminder, CheckIn, Delivery, OutgoingMail.sent_at, Wish, Rhythm)
        .join(Enrollment.cohort)
        .join(Cohort.program)
        .join(Reminder, Reminder.program_id == Program.id)
        .join(Reminder.entry)
        .outerjoin(CheckIn, answered)
        .outerjoin(Delivery, _is_of(Delivery, Channel.PAGE))
        .outerjoin(_its_mail, _is_of(_its_mail, Channel.MAIL) & (_its_mail.turn == Delivery.turn))
        .outerjoin(OutgoingMail, OutgoingMail.key == _its_mail.mail_key)
        .outerjoin(Wish, (Wish.enrollment_id == Enrollment.id) & (Wish.reminder_id == Reminder.entry_id))
        .outerjoin(Rhythm, Rhythm.member_id == Enrollment.member_id)
        .where(Enrollment.member_id == member.id, listed_for(member, Entry))
        .options(
            contains_eager(Enrollment.cohort).contains_eager(Cohort.program),
            contains_eager(Reminder.program),
            contains_eager(Reminder.entry),
            joinedload(Enrollment.pauses),
        )
        .order_by(Enrollment.starts_on.desc(), Enrollment.id, Reminder.offset_days, Reminder.entry_id)
        .execution_options(populate_existing=True)
    )


def _is_of(delivery: type[Delivery], channel: Channel) -> ColumnElement[bool]:
    return and_(
        delivery.enrollment_id == Enrollment.id,
        delivery.reminder_id == Reminder.entry_id,
        delivery.channel == channel.value,
    )


def rhythm_of(member: Member) -> Rhythm | None:
    """When reminders reach `member`, or None for somebody who never said."""
    return session().get(Rhythm, member.id)
