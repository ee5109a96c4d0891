"""Which feeds have something new that the hub was not told of yet."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from community.kernel.db import Model, Moment

LONGEST_PATH = 300


class Announcement(Model):
    """A feed in which something public is new; the row goes when the hub has taken note.

    `path` is the feed's address below the site, without the ending that names a form.
    """

    __tablename__ = "feed_announcement"

    path: Mapped[str] = mapped_column(String(LONGEST_PATH), primary_key=True)
    asked_at: Mapped[Moment]
    due_at: Mapped[Moment] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
