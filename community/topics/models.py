"""Tags, their synonyms, and the skills among them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.kernel.db import Key, Model


class Tag(Model):
    """A word that entries are found by; a skill is a tag that the organization cares about.

    `use_count` counts only live entries that the whole organization may read, so that it tells
    nobody of what is kept among few.
    """

    __tablename__ = "tag"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    description: Mapped[str] = mapped_column(Text, default="")
    description_html: Mapped[str] = mapped_column(Text, default="")
    is_skill: Mapped[bool] = mapped_column(default=False)
    synonym_of_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id", ondelete="SET NULL"), index=True)
    use_count: Mapped[int] = mapped_column(default=0, index=True)

    synonym_of: Mapped[Tag | None] = relationship(remote_side="Tag.id")


class SkillCare(Model):
    """Who looks after what is said of a skill, and the day on which somebody looks whether it still holds.

    `told_of` is the day of review of which the owner was told, so that they hear of each once. A tag that is no skill
    any more keeps its row, and has it again when it becomes one again.
    """

    __tablename__ = "skill_care"

    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="SET NULL"), index=True)
    review_on: Mapped[date | None] = mapped_column(index=True)
    told_of: Mapped[date | None]

    tag: Mapped[Tag] = relationship()
    owner: Mapped[Member | None] = relationship()
