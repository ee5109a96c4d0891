"""A question's own row; its answers are entries below it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import Key, Model, Moment, UtcDateTime


class Question(Model):
    """What a question has beyond its entry: how far it has come to rest.

    `answer_count` counts live answers; `active_at` is when the question or one of its answers last changed.
    `is_marked` says whether somebody's word stands that another question has its answers; None where nobody asked.
    """

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_active_at_entry_id", "active_at", "entry_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    accepted_answer_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("question.entry_id"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    answer_count: Mapped[int] = mapped_column(default=0)
    best_answer_score: Mapped[int] = mapped_column(default=0)
    first_answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active_at: Mapped[Moment]
    is_marked: Mapped[bool | None] = query_expression()

    entry: Mapped[Entry] = relationship(foreign_keys=[entry_id])
    accepted_answer: Mapped[Entry | None] = relationship(foreign_keys=[accepted_answer_id])
    duplicate_of: Mapped[Question | None] = relationship(remote_side=[entry_id], foreign_keys=[duplicate_of_id])

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers, because another question has them."""
        return self.duplicate_of_id is not None

    @property
    def is_accepted(self) -> bool:
        """Whether the asker said which answer helped."""
        return self.accepted_answer_id is not None


class DuplicateMark(Model):
    """Somebody's word that another question has the answers of this one; kept when it is taken back, as the log.

    `has_stake` says that they wrote the other question or an answer there, so that readers can weigh their word.
    """

    __tablename__ = "duplicate_mark"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.entry_id", ondelete="CASCADE"), index=True)
    of_id: Mapped[int] = mapped_column(ForeignKey("question.entry_id", ondelete="CASCADE"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    has_stake: Mapped[bool] = mapped_column(default=False)
    at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    member: Mapped[Member] = relationship(foreign_keys=[member_id])
    ended_by: Mapped[Member | None] = relationship(foreign_keys=[ended_by_id])
    of: Mapped[Question] = relationship(foreign_keys=[of_id])
