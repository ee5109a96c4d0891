"""The entries of a filled community, as any engine may index them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel.db import session


class Document(NamedTuple):
    """What is searched of one entry."""

    number: int
    title: str
    body: str
    tags: Sequence[str]
    author: str


def documents() -> list[Document]:
    """All entries, the oldest first."""
    columns = (Entry.id, Entry.title, Entry.text, Entry.tag_names, Member.username)
    statement = sa.select(*columns).join(Member, Member.id == Entry.author_id).order_by(Entry.id)
    return [Document(*row) for row in session().execute(statement)]
