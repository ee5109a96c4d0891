"""Programs, their cohorts and reminders, who is enrolled, and what learners answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime


class EnrollmentState(StrEnum):
    """Where a learner is with a program."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"
    LEFT = "left"


class ReminderKind(StrEnum):
    """What a reminder asks for."""

    RECALL = "recall"
    SCENARIO = "scenario"
    APPLY = "apply"
    IF_THEN = "if-then"
    RESOURCE = "resource"
    GUIDE = "guide"
    REFLECTION = "reflection"


class Outcome(StrEnum):
    """The answer to «did you apply it?»."""

    APPLIED = "applied"
    NOT_YET = "not_yet"
    BLOCKED = "blocked"


class Barrier(StrEnum):
    """Why not: a need for knowledge, the workplace's to mend, or the reminder's to mend."""

    COULD_NOT = "could_not"
    NO_CHANCE = "no_chance"
    FORGOT = "forgot"
    NOT_RELEVANT = "not_relevant"


class Help(StrEnum):
    """How somebody applied what they learned."""

    ALONE = "alone"
    WITH_HELP = "with_help"


class WishKind(StrEnum):
    """What a learner wants of one reminder: to pass over it, or to get it once more."""

    SKIP = "skip"
    AGAIN = "again"


class Program(Model):
    """A training and what follows it; bookmarks that bear one of its resource tags belong to it."""

    __tablename__ = "program"

    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    resource_tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[Moment]

    owner: Mapped[Member] = relationship()
    audience: Mapped[Audience] = relationship()

    @property
    def safe_html(self) -> Markup:
        """The sanitised description, as it was stored when it was written."""
        return Markup(self.html)  # noqa: S704 (sanitised by kernel.markup before it was stored)


class Reminder(Model):
    """One step of a program: an entry that comes back `offset_days` after the training, and asks for a use."""

    __tablename__ = "reminder"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    offset_days: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    task: Mapped[str] = mapped_column(String(500), default="")
    recall_question: Mapped[str] = mapped_column(String(500), default="")
    recall_answer: Mapped[str] = mapped_column(Text, default="")

    entry: Mapped[Entry] = relationship()
    program: Mapped[Program] = relationship()


class Cohort(Model):
    """A run of a program with a start date; it owns the audience of its learners.

    Whoever holds the link that is made of `join_key` can join; another key makes an end of the link.
    """

    __tablename__ = "cohort"

    id: Mapped[Key]
    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    audience_id: Mapped[int] = mapped_column(ForeignKey("audience.id"))
    is_open: Mapped[bool] = mapped_column(default=True)
    join_key: Mapped[str] = mapped_column(String(40), default="")

    program: Mapped[Program] = relationship()
    audience: Mapped[Audience] = relationship()


class Enrollment(Model):
    """A learner in a cohort, with a start, a state and pauses of their own.

    A reminder that comes again has a turn of its own; who begins the program again begins with a later `first_turn`.
    """

    __tablename__ = "enrollment"
    __table_args__ = (
        UniqueConstraint("cohort_id", "member_id"),
        Index("ix_enrollment_member_id_state", "member_id", "state"),
    )

    id: Mapped[Key]
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10), default=EnrollmentState.ACTIVE.value)
    enrolled_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    by_mail: Mapped[bool] = mapped_column(default=True)
    first_turn: Mapped[int] = mapped_column(default=0)

    cohort: Mapped[Cohort] = relationship()
    member: Mapped[Member] = relationship()
    pauses: Mapped[list[Pause]] = relationship(order_by="Pause.from_at", cascade="all, delete-orphan")


class Pause(Model):
    """A time in which a learner wants no reminders; open while it has no end."""

    __tablename__ = "pause"

    id: Mapped[Key]
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"), index=True)
    from_at: Mapped[Moment]
    until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CheckIn(Model):
    """What a learner answered to one reminder; answering again replaces it.

    Whether the reminder was useful is a question of its own, which may stay without an answer.
    """

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("enrollment_id", "reminder_id"),)

    id: Mapped[Key]
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"))
    reminder_id: Mapped[int] = mapped_column(ForeignKey("reminder.entry_id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(String(10))
    barrier: Mapped[str] = mapped_column(String(15), default="")
    help: Mapped[str] = mapped_column(String(10), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    is_useful: Mapped[bool | None]
    at: Mapped[Moment]

    enrollment: Mapped[Enrollment] = relationship()
    reminder: Mapped[Reminder] = relationship()


class Recall(Model):
    """Whether a learner knew the answer to a recall question, by their own word; the last time counts."""

    __tablename__ = "recall"

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"), primary_key=True)
    reminder_id: Mapped[int] = mapped_column(
        ForeignKey("reminder.entry_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_known: Mapped[bool]
    at: Mapped[Moment]


class IfThenPlan(Model):
    """When something happens, a learner will do something: only they read it."""

    __tablename__ = "if_then_plan"

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"), primary_key=True)
    reminder_id: Mapped[int] = mapped_column(
        ForeignKey("reminder.entry_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    situation: Mapped[str] = mapped_column(String(300))
    act: Mapped[str] = mapped_column(String(300))
    at: Mapped[Moment]


class Wish(Model):
    """What a learner wants of one turn of a reminder: to pass over it, or to get it once more from a day on."""

    __tablename__ = "reminder_wish"

    enrollment_id: Mapped[int] = mapped_column(ForeignKey("enrollment.id", ondelete="CASCADE"), primary_key=True)
    reminder_id: Mapped[int] = mapped_column(
        ForeignKey("reminder.entry_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    turn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    not_before: Mapped[date | None]
    at: Mapped[Moment]
