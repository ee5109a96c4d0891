"""Reading who sent which picture."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from community.accounts.models import Viewer
from community.images.models import ImageUpload
from community.kernel.db import session


def sent_by(member_id: int, names: Collection[str]) -> set[str]:
    """Those of the pictures called `names` that this member sent."""
    if not names:
        return set()
    statement = select(ImageUpload.image_name).where(
        ImageUpload.member_id == member_id, ImageUpload.image_name.in_(names)
    )
    return set(session().scalars(statement))


def is_sent_by(viewer: Viewer, name: str) -> bool:
    """Whether `viewer` sent the picture called `name`."""
    return viewer is not None and viewer.is_active and name in sent_by(viewer.id, [name])
