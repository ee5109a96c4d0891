"""A reflection's own row: the frame it was written in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.entries.models import Entry
from community.kernel.db import Model


class Reflection(Model):
    """What a reflection has beyond its entry."""

    __tablename__ = "reflection"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    frame: Mapped[str] = mapped_column(String(10), default="free")
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id", ondelete="SET NULL"), index=True)

    entry: Mapped[Entry] = relationship()
