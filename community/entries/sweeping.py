"""Forgetting pictures that no text shows, some days after they were sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import String, cast, delete, select

from community.entries.models import Draft, EntryImage
from community.images.models import Image, ImageUpload
from community.images.service import FOLDER
from community.kernel import clock, kept_files
from community.kernel.db import commit, session

PAUSE = timedelta(hours=1)
AT_ONCE = 200


class ImageSweep:
    """The duty of forgetting; it is woken often, and looks once an hour."""

    def __init__(self, uploads: str, days: int) -> None:
        self._folder = Path(uploads) / FOLDER
        self._days = days
        self._next: datetime | None = None

    def __call__(self) -> None:
        """Look, unless that was done within the hour."""
        now = clock.now()
        if self._next is not None and now < self._next:
            return
        self._next = now + PAUSE
        forget_unused_images(self._folder, before=now - timedelta(days=self._days))


def forget_unused_images(folder: Path, *, before: datetime) -> int:
    """Forget the pictures sent before a moment that no entry, earlier version or draft shows.

    Args:
        folder: where the files lie.
        before: what was sent later is left alone.

    Returns:
        How many files are gone.
    """
    for upload in _idle(before):
        session().delete(upload)
    session().flush()
    names = _unwanted()
    session().execute(delete(Image).where(Image.name.in_(names)))
    commit()
    # Somebody may have sent the same picture again since: its file is new then, and stays.
    old = [name for name in names if (at := kept_files.kept_at(folder, name)) is not None and at < before]
    for name in old:
        kept_files.forget(folder, name)
    return len(old)


def _idle(before: datetime) -> list[ImageUpload]:
    shown = select(EntryImage.image_name).where(EntryImage.image_name == ImageUpload.image_name)
    statement = select(ImageUpload).where(ImageUpload.at < before, ~shown.exists()).order_by(ImageUpload.at)
    return [upload for upload in session().scalars(statement.limit(AT_ONCE)) if not _is_drafted(upload)]


def _is_drafted(upload: ImageUpload) -> bool:
    text = cast(Draft.fields, String)
    drafted = select(Draft.key).where(Draft.member_id == upload.member_id, text.contains(upload.image_name))
    return session().scalar(drafted.limit(1)) is not None


def _unwanted() -> Sequence[str]:
    """The pictures that nobody sent any more and nothing shows."""
    sent = select(ImageUpload.image_name).where(ImageUpload.image_name == Image.name)
    shown = select(EntryImage.image_name).where(EntryImage.image_name == Image.name)
    return session().scalars(select(Image.name).where(~sent.exists(), ~shown.exists())).all()
