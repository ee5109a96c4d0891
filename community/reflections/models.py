"""A reflection's own row: the frame it was written in, and whether it may be counted."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.entries.models import Entry
from community.kernel.db import Model


class Reflection(Model):
    """What a reflection has beyond its entry.

    `tells_difficulty` says that the author wants to be counted, without their name, among those who find its topics
    difficult; whoever reads the reflection does not learn of it.
    """

    __tablename__ = "reflection"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    frame: Mapped[str] = mapped_column(String(10), default="free")
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program.id", ondelete="SET NULL"), index=True)
    tells_difficulty: Mapped[bool] = mapped_column(default=False, server_default=false())

    entry: Mapped[Entry] = relationship()
