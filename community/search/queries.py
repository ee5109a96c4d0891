"""Finding entries, with the audience rule inside the statement that finds them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from community.accounts.models import Viewer
from community.audiences.visibility import listed_for
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.queries import with_card
from community.kernel.db import session
from community.search.language import plain_words
from community.search.match import match

LONGEST_TEXT = 500


def similar_questions(viewer: Viewer, text: str, limit: int = 5) -> Sequence[Entry]:
    """Questions that share the most telling words with `text`, as far as `viewer` may see them."""
    tree = plain_words(text[:LONGEST_TEXT]).for_any_word().tree
    if tree is None:
        return []
    hit = match(tree, session().connection().dialect.name)
    return (
        session()
        .scalars(
            with_card(select(Entry))
            .join(hit, hit.c.entry_id == Entry.id)
            .where(listed_for(viewer, Entry), Entry.kind == Kind.QUESTION)
            .order_by(hit.c.rank.desc(), Entry.id)
            .limit(limit)
        )
        .all()
    )
