"""What earlier runs of an import brought, found again by where it came from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import session


def entries_by_ref(refs: Iterable[str]) -> dict[str, int]:
    """The ids of the entries that came from `refs`, as far as there are any."""
    wanted = set(refs)
    if not wanted:
        return {}
    rows = session().execute(select(Entry.source_ref, Entry.id).where(Entry.source_ref.in_(wanted)))
    return {ref: entry_id for ref, entry_id in rows if ref is not None}


def members_by_ref(refs: Iterable[str]) -> dict[str, int]:
    """The ids of the members who came from `refs`, as far as there are any."""
    wanted = set(refs)
    if not wanted:
        return {}
    rows = session().execute(select(Member.source_ref, Member.id).where(Member.source_ref.in_(wanted)))
    return {ref: member_id for ref, member_id in rows if ref is not None}
