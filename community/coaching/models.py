"""What somebody who helps a team made of one of its needs."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member, Team
from community.kernel.db import Key, Model, Moment
from community.topics.models import Tag


class Reading(StrEnum):
    """What is taken to be behind a need."""

    KNOWLEDGE = "knowledge"
    MOTIVATION = "motivation"
    TOOLS = "tools"
    TIME = "time"
    UNSURE = "unsure"


class GapNote(Model):
    """A note on a need of a team. It stays with the team when its writer helps it no longer, for whoever comes next."""

    __tablename__ = "gap_note"
    __table_args__ = (Index("ix_gap_note_team_id_tag_id_id", "team_id", "tag_id", "id"),)

    id: Mapped[Key]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    reading: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]

    team: Mapped[Team] = relationship()
    tag: Mapped[Tag] = relationship()
    author: Mapped[Member | None] = relationship()
