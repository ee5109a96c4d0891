"""Tables of what was released about groups, and of who looked at it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.accounts.models import Member
from community.kernel.db import Key, Model, Moment


class NeedSnapshot(Model):
    """What was released of one scope in one period of four weeks; it is served as it stands."""

    __tablename__ = "need_snapshot"
    __table_args__ = (UniqueConstraint("scope", "period"),)

    id: Mapped[Key]
    scope: Mapped[str] = mapped_column(String(40))
    period: Mapped[int]
    released: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[Moment]


class NeedView(Model):
    """Somebody looked at what was released of a scope."""

    __tablename__ = "need_view"
    __table_args__ = (Index("ix_need_view_at_id", "at", "id"),)

    id: Mapped[Key]
    viewer_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    scope: Mapped[str] = mapped_column(String(40))
    at: Mapped[Moment]

    viewer: Mapped[Member] = relationship()
