"""Pictures in texts, and who sent each of them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from community.images.names import LONGEST_NAME, PATH
from community.kernel.db import Model, Moment


class Image(Model):
    """A picture; its file lies under the same name in the folder of uploads."""

    __tablename__ = "image"

    name: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    size: Mapped[int]

    @property
    def path(self) -> str:
        """Where the picture is served to those who may see it."""
        return PATH + self.name


class ImageUpload(Model):
    """Somebody sent this picture, and may show it."""

    __tablename__ = "image_upload"
    __table_args__ = (Index("ix_image_upload_at", "at"),)

    image_name: Mapped[str] = mapped_column(ForeignKey("image.name", ondelete="CASCADE"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[Moment]
