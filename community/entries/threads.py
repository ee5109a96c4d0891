"""What hangs below an entry, and how many remarks on it there are."""

from __future__ import annotations

from sqlalchemy import select

from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel.db import session


def descendants(entry: Entry) -> list[Entry]:
    """Everything that hangs below `entry`: answers, their comments, replies to these; parents first."""
    found: list[Entry] = []
    level = [entry.id]
    while level:
        rows = session().scalars(select(Entry).where(Entry.parent_id.in_(level))).all()
        found.extend(rows)
        level = [row.id for row in rows]
    return found


def commented_post(comment: Entry) -> Entry | None:
    """The entry that a comment, however deep in its thread, speaks about."""
    post = session().get(Entry, comment.parent_id) if comment.parent_id else None
    while post is not None and post.kind == Kind.COMMENT:
        post = session().get(Entry, post.parent_id) if post.parent_id else None
    return post


def recount_comments(changed: Entry) -> None:
    """Count the remarks again after `changed` came into sight, went out of it, or got other readers."""
    if changed.kind == Kind.COMMENT:
        post = commented_post(changed)
        if post is not None:
            _recount(post, descendants(post))
        return
    below = descendants(changed)
    for post in [changed, *below]:
        if post.kind != Kind.COMMENT:
            _recount(post, below)


def _recount(post: Entry, below: list[Entry]) -> None:
    speaks_of = {post.id}
    count = 0
    for entry in below:
        if entry.kind == Kind.COMMENT and entry.parent_id in speaks_of:
            speaks_of.add(entry.id)
            count += entry.is_live and entry.audience_id == post.audience_id
    post.comment_count = count
