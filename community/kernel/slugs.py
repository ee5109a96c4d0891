"""Short names in addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from community.kernel.db import session

LONGEST = 60


def free_slug(
    words: str, column: InstrumentedAttribute[str], *, otherwise: str, taken_by_pages: Collection[str] = ()
) -> str:
    """A short name made of `words` that nothing in `column` has: "Night shift" becomes night-shift, or night-shift-2.

    Args:
        words: what it is called, in any script.
        column: the short names that there are.
        otherwise: what it is; the name where nothing of `words` can be spelled in an address.
        taken_by_pages: what stands in the same place of other addresses.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    wanted = "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].strip("-") or otherwise
    if wanted in taken_by_pages:
        wanted = f"{wanted}-{otherwise}"
    taken = set(session().scalars(select(column).where(column.startswith(wanted, autoescape=True))))
    if wanted not in taken:
        return wanted
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{wanted}-{n}") not in taken)
