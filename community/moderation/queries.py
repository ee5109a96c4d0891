"""What waits for those who look after the community; the rule of who may read holds for them too."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.visibility import in_audiences_of, visible_to
from community.entries.kinds import State
from community.entries.models import Entry, Flag
from community.entries.queries import with_card
from community.kernel.db import session


def open_flags(viewer: Member, limit: int = 100) -> Sequence[tuple[Flag, bool]]:
    """The flags that wait for a look, those on one entry together, each with whether `viewer` may read it."""
    rows = session().execute(
        select(Flag, visible_to(viewer, Entry))
        .join(Entry, Flag.entry_id == Entry.id)
        .join(Audience, Entry.audience_id == Audience.id)
        .where(Flag.outcome == "")
        .options(
            joinedload(Flag.member),
            contains_eager(Flag.entry).options(joinedload(Entry.author), contains_eager(Entry.audience)),
        )
        .order_by(Flag.entry_id, Flag.at)
        .limit(limit)
    )
    return [(flag, bool(visible)) for flag, visible in rows]


def flag_with_entry(flag_id: int) -> Flag | None:
    """The flag with this id and what was flagged."""
    return session().get(Flag, flag_id, options=[joinedload(Flag.entry).joinedload(Entry.author)])


def hidden_entries(viewer: Member, limit: int = 100) -> Sequence[tuple[Entry, bool]]:
    """What was hidden, the newest first, each with whether it would be open to `viewer` if it were not."""
    rows = session().execute(
        select(Entry, or_(in_audiences_of(viewer, Entry.audience_id), Entry.author_id == viewer.id))
        .where(Entry.state == State.HIDDEN)
        .options(joinedload(Entry.author), joinedload(Entry.audience))
        .order_by(Entry.changed_at.desc(), Entry.id)
        .limit(limit)
    )
    return [(entry, bool(readable)) for entry, readable in rows]


def hidden_entry(entry_id: int) -> Entry | None:
    """The hidden entry with this id, for those who look after the community."""
    return session().scalar(with_card(select(Entry)).where(Entry.id == entry_id, Entry.state == State.HIDDEN))
