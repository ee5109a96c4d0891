"""A question's own row; its answers are entries below it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.entries.models import Entry
from community.kernel.db import Model, Moment, UtcDateTime


class Question(Model):
    """What a question has beyond its entry: how far it has come to rest.

    `answer_count` counts live answers; `active_at` is when the question or one of its answers last changed.
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
