"""The short name of a group in its address."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select

from community.groups.models import Group
from community.kernel.db import session

LONGEST = 60
TAKEN_BY_PAGES = frozenset({"new"})


def free_slug(name: str) -> str:
    """A short name made of `name` that no group has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "group"
    if wanted in TAKEN_BY_PAGES:
        wanted = f"{wanted}-group"
    taken = set(session().scalars(select(Group.slug).where(Group.slug.startswith(wanted))))
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)
