"""Reading the newest of a list for a feed: first what is in it and since when, then the rest."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.models import Entry
from community.feeds.items import NEWEST, Channel, Version
from community.feeds.sources import Source, item_of
from community.kernel.db import session


def source_of(channel: Channel, statement: Select[Entry]) -> Source:
    """The feed of the newest entries of `statement`, which has the audience rule inside."""
    rows = (
        session()
        .execute(
            statement.with_only_columns(Entry.id, Entry.changed_at)
            .order_by(None)
            .order_by(Entry.published_at.desc(), Entry.id.desc())
            .limit(NEWEST)
        )
        .all()
    )
    version = Version([(str(entry_id), changed_at) for entry_id, changed_at in rows])
    ids = [entry_id for entry_id, _changed_at in rows]
    return Source(channel, version, lambda: [item_of(e, parent_title=channel.title) for e in _loaded(ids)])


def talk_below(root: Entry, viewer: Viewer) -> Select[Entry]:
    """The answers and comments below `root` that `viewer` may see."""
    return select(Entry).where(Entry.root_id == root.id, listed_for(viewer, Entry))


def _loaded(ids: Sequence[int]) -> list[Entry]:
    rows = session().scalars(select(Entry).where(Entry.id.in_(ids)).options(joinedload(Entry.author)))
    by_id = {entry.id: entry for entry in rows}
    return [by_id[entry_id] for entry_id in ids if entry_id in by_id]
