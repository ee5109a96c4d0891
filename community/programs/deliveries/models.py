"""What has come for whom, in which channel, and when reminders reach a learner."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.kernel.db import Key, Model, Moment, UtcDateTime
from community.kernel.quiet_hours import USUAL_QUIET
from community.programs.days import MONDAY_TO_FRIDAY, USUAL_HOUR, LocalDays
from community.programs.models import Enrollment, Reminder


class Channel(StrEnum):
    """Where a reminder reaches a learner: on their page and in their feed, or by mail as well."""

    PAGE = "page"
    MAIL = "mail"


def days_of(member: Member, hour: int = USUAL_HOUR, weekdays: frozenset[int] = MONDAY_TO_FRIDAY) -> LocalDays:
    """The days of `member`; where the hour is a quiet one, reminders come when the quiet ones end."""
    return LocalDays(member.timezone, member.quiet.free_hour(hour), weekdays, member.quiet)


class Delivery(Model):
    """A reminder that has come for one enrollment, in one channel, once: the row says that it did, and never moves.

    `at` is when it came. How far a mail is, stands with the mail: `mail_key` names it.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("enrollment_id", "reminder_id", "channel", "turn"),)

    id: Mapped[Key]
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"))
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.entry_id", ondelete="CASCADE"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    turn: Mapped[int] = mapped_column(default=0)
    at: Mapped[Moment]
    mail_key: Mapped[str | None] = mapped_column(String(120), unique=True)

    enrollment: Mapped[Enrollment] = relationship()
    reminder: Mapped[Reminder] = relationship()


class Rhythm(Model):
    """When reminders reach a learner; and when their plan has to be looked at again.

    Whoever plans or sends for a learner holds this row, so that no two do it at once. The time zone and the quiet hours
    are the member's own; what stands here are those by which the plan was last made.
    """

    __tablename__ = "rhythm"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    weekdays: Mapped[str] = mapped_column(String(7), default="01234")
    hour: Mapped[int] = mapped_column(default=USUAL_HOUR)
    quiet_from: Mapped[int] = mapped_column(default=USUAL_QUIET.from_hour)
    quiet_until: Mapped[int] = mapped_column(default=USUAL_QUIET.until_hour)
    look_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    zone: Mapped[str] = mapped_column(String(60), default="")

    member: Mapped[Member] = relationship()

    def days(self) -> LocalDays:
        """The learner's days, in the time zone and with the quiet hours that they have now."""
        return days_of(self.member, self.hour, frozenset(int(day) for day in self.weekdays))
