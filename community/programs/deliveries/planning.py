"""Writing down what has come: once for each enrollment, reminder and turn, whoever does it and however often.

What decides is in the rows alone, so nothing is lost when a worker dies, and nothing comes twice when two look at
once: who looks at a learner holds the row of their rhythm meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from community.accounts.models import Member
from community.kernel import clock, mail
from community.kernel.db import session
from community.kernel.mail.models import OutgoingMail
from community.programs import schedule
from community.programs.delivered import Learning, timetable
from community.programs.deliveries.models import Channel, Delivery, Rhythm
from community.programs.deliveries.queries import learning_of
from community.programs.models import Cohort, Enrollment, EnrollmentState, Pause
from community.programs.states import change_state

KIND = "reminder"
LATE = timedelta(days=2)
"""What could not be told for so long is told of the latest reminder alone."""

AHEAD = timedelta(hours=1)
"""A look that seems to be so far in the future was taken by a clock that ran ahead."""


def look_at_all_due(limit: int = 1000) -> bool:
    """Write down what has come for every learner, each in a transaction of their own.

    Returns:
        Whether more learners may wait to be looked at.
    """
    now = clock.now()
    ids = session().scalars(_to_look_at(now).limit(limit)).all()
    session().rollback()
    for member_id in ids:
        look_at(member_id, now, waits=False)
        session().commit()
    return len(ids) == limit


def look_at(member_id: int, now: datetime, *, waits: bool = True, tells: bool = True) -> None:
    """Write down what has come for one learner by `now`, and when there is more.

    Args:
        waits: wait for whoever looks at the same learner; otherwise leave it to them.
        tells: whether mails go; the history of an import is told to nobody.
    """
    rhythm = _held(member_id, waits=waits)
    if rhythm is None:
        return
    _forget_the_future(rhythm, now)
    learning = learning_of(rhythm.member)
    _end_pauses(learning, now)
    planned = timetable(learning, now)
    fresh = [one for one in schedule.due(planned, now) if one[1:] not in learning.rows]
    session().add_all(_rows(learning, fresh, now, tells=tells and mail.is_on()))
    rhythm.looked_at, rhythm.zone = now, rhythm.member.timezone
    rhythm.quiet_from, rhythm.quiet_until = rhythm.member.quiet
    rhythm.look_at = min(_next_moments(learning, planned, now), default=None)
    session().flush()


def look_again(learners: ColumnElement[bool]) -> None:
    """Have the learners looked at soon whose rhythm fits, because something about their plan has changed."""
    statement = update(Rhythm).where(learners).values(look_at=clock.now())
    session().execute(statement.execution_options(synchronize_session="fetch"))


def look_again_at(member_id: int) -> None:
    """Have one learner looked at soon; from the first time on they have a rhythm."""
    rhythm_of(member_id).look_at = clock.now()


def follows(program_id: int) -> ColumnElement[bool]:
    """Whether a rhythm belongs to a learner of this program."""
    learners = select(Enrollment.member_id).join(Cohort, Enrollment.cohort_id == Cohort.id)
    return Rhythm.member_id.in_(learners.where(Cohort.program_id == program_id))


def rhythm_of(member_id: int) -> Rhythm:
    """When reminders reach a learner; the usual days for somebody who never said."""
    found = session().get(Rhythm, member_id)
    if found is not None:
        return found
    try:
        with session().begin_nested():
            fresh = Rhythm(member_id=member_id)
            session().add(fresh)
    except IntegrityError:  # somebody else began it at the same moment
        return session().get_one(Rhythm, member_id, populate_existing=True)
    return fresh


_MADE_BY_OTHER_HOURS = or_(
    Rhythm.zone != Member.timezone,
    Rhythm.quiet_from != Member.quiet_from,
    Rhythm.quiet_until != Member.quiet_until,
)


def _to_look_at(now: datetime) -> Select[int]:
    moved = and_(Rhythm.zone != "", _MADE_BY_OTHER_HOURS)
    return (
        select(Rhythm.member_id)
        .join(Rhythm.member)
        .where(or_(Rhythm.look_at <= now, Rhythm.looked_at > now + AHEAD, moved))
        .order_by(Rhythm.look_at, Rhythm.member_id)
    )


def _held(member_id: int, *, waits: bool) -> Rhythm | None:
    return session().scalar(
        select(Rhythm)
        .where(Rhythm.member_id == member_id)
        .options(joinedload(Rhythm.member, innerjoin=True))
        .with_for_update(of=Rhythm, skip_locked=not waits)
        .execution_options(populate_existing=True)
    )


def _forget_the_future(rhythm: Rhythm, now: datetime) -> None:
    """What a clock that ran ahead wrote down has not come, unless a mail was made of it."""
    if rhythm.looked_at is None or rhythm.looked_at <= now + AHEAD:
        return
    mine = select(Enrollment.id).where(Enrollment.member_id == rhythm.member_id)
    rows = session().scalars(select(Delivery).where(Delivery.enrollment_id.in_(mine), Delivery.at > now)).all()
    keys = [row.mail_key for row in rows if row.mail_key]
    gone = set(
        session().scalars(select(OutgoingMail.key).where(OutgoingMail.key.in_(keys), OutgoingMail.sent_at.is_not(None)))
    )
    told = {(row.enrollment_id, row.reminder_id, row.turn) for row in rows if row.mail_key in gone}
    for row in rows:
        if (row.enrollment_id, row.reminder_id, row.turn) not in told:
            session().delete(row)
    session().flush()


def _end_pauses(learning: Learning, now: datetime) -> None:
    """A pause that was meant to last until today is over."""
    for enrollment in learning.enrollments.values():
        is_over = all(one.until_at and one.until_at <= now for one in enrollment.pauses)
        if enrollment.state == EnrollmentState.PAUSED and is_over:
            change_state(enrollment, EnrollmentState.ACTIVE, by_id=None)


def _rows(learning: Learning, fresh: list[schedule.Due], now: datetime, *, tells: bool) -> list[Delivery]:
    rows = []
    newest = {one.enrollment_id: one for one in fresh}
    for one in fresh:
        rows.append(_row(one, Channel.PAGE))
        enrollment = learning.enrollments[one.enrollment_id]
        is_backlog = one.at < now - LATE and newest[one.enrollment_id] is not one
        if tells and not is_backlog and _wants_mail(learning, enrollment):
            rows.append(_mailed(learning, one))
    return rows


def _wants_mail(learning: Learning, enrollment: Enrollment) -> bool:
    is_followed = enrollment.state in (EnrollmentState.ACTIVE, EnrollmentState.PAUSED)
    return is_followed and enrollment.by_mail and bool(learning.member.email) and learning.member.is_active


def _mailed(learning: Learning, one: schedule.Due) -> Delivery:
    row = _row(one, Channel.MAIL)
    row.mail_key = f"{KIND}.{one.enrollment_id}.{one.reminder_id}.{one.turn}"
    mail.queue(
        KIND,
        learning.member.email or "",
        key=row.mail_key,
        member_id=learning.member.id,
        due_at=learning.days.next_open(one.at),
        enrollment=one.enrollment_id,
        reminder=one.reminder_id,
        turn=one.turn,
    )
    return row


def _row(one: schedule.Due, channel: Channel) -> Delivery:
    return Delivery(
        enrollment_id=one.enrollment_id, reminder_id=one.reminder_id, turn=one.turn, channel=channel.value, at=one.at
    )


def _next_moments(learning: Learning, planned: list[schedule.Due], now: datetime) -> list[datetime]:
    """When something comes next, or a pause ends."""
    pauses: list[Pause] = [pause for one in learning.enrollments.values() for pause in one.pauses]
    ends = [pause.until_at for pause in pauses if pause.until_at and pause.until_at > now]
    return [one.at for one in schedule.upcoming(planned, now)[:1]] + ends
