"""The programs that the whole organization may see: what they are about, nothing of who is in them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import JSON, Integer, String, column, select, table

from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.kernel.db import session

PROGRAM = table(
    "program",
    column("id", Integer),
    column("slug", String),
    column("title", String),
    column("skills", JSON),
    column("audience_id", Integer),
)


class Training(NamedTuple):
    """A program."""

    id: int
    slug: str
    title: str
    skills: tuple[str, ...]


def trainings() -> list[Training]:
    """The programs that the whole organization may see."""
    statement = (
        select(PROGRAM.c.id, PROGRAM.c.slug, PROGRAM.c.title, PROGRAM.c.skills)
        .where(PROGRAM.c.audience_id.in_((PUBLIC_ID, ORGANIZATION_ID)))
        .order_by(PROGRAM.c.id)
    )
    return [Training(key, slug, title, tuple(skills)) for key, slug, title, skills in session().execute(statement)]
