"""The short name of a program in its address."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import select

from community.kernel.db import session
from community.programs.models import Program

LONGEST = 60
TAKEN_BY_PAGES = frozenset({"new", "mine", "reminders", "cohorts", "enrollments", "check-in", "days"})


def free_slug(title: str) -> str:
    """A short name made of `title` that no program has yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "program"
    if wanted in TAKEN_BY_PAGES:
        wanted = f"{wanted}-program"
    taken = set(session().scalars(select(Program.slug).where(Program.slug.startswith(wanted))))
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{n}") not in taken)
