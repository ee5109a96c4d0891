"""Commenting: openly, or privately to the author where the author prefers that."""

from __future__ import annotations

from datetime import datetime

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import named
from community.entries.kinds import Feedback, Kind
from community.entries.models import Entry
from community.entries.service import compose
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _

DEEPEST = 8
"""A reply below this many levels stands beside what it replies to, so that a page can always be drawn."""


def comment(
    on: Entry,
    *,
    by: Member,
    source: str,
    privately: bool = False,
    at: datetime | None = None,
    source_ref: str | None = None,
    is_new: bool = True,
) -> Entry:
    """Say something about `on`, or reply to a comment.

    The comment's audience is that of what it speaks about, or the author and the commenter alone where
    the author asked for private feedback or the commenter prefers it.

    Raises:
        NotAllowed: when comments are closed.
        Refused: when there is no text.
    """
    chain = _up_to_the_post(on)
    post = chain[-1]
    if not on.is_live:
        raise NotAllowed(_("This was taken back, so there is nothing to reply to."))
    if not post.takes_comments and not (post.author_id == by.id and not post.comments_closed and post.is_live):
        raise NotAllowed(_("Comments are closed here."))
    if not source.strip():
        raise Refused(_("Please write something first."))
    audience = audience_of_comment(on, post, by, privately)
    written = compose(
        Kind.COMMENT,
        author=by,
        audience=audience,
        source=source,
        parent=chain[-DEEPEST] if len(chain) > DEEPEST else on,
        at=at,
        source_ref=source_ref,
        is_new=is_new,
    )
    if audience.id == post.audience_id:
        post.comment_count = Entry.comment_count + 1  # in the database, where two at once both count
    if is_new:
        post.changed_at = written.published_at
    session().flush()
    return written


def _up_to_the_post(on: Entry) -> list[Entry]:
    """`on` and what it replies to, up to the entry that all of it speaks about."""
    chain = [on]
    while chain[-1].kind == Kind.COMMENT and chain[-1].parent_id is not None:
        chain.append(session().get_one(Entry, chain[-1].parent_id))
    return chain


def audience_of_comment(on: Entry, post: Entry, by: Member, privately: bool) -> Audience:
    """Who will read a comment on `on` by `by`: never more people than read what it speaks about."""
    inherited = session().get_one(Audience, on.audience_id)
    if on.audience_id != post.audience_id:
        return inherited
    author = session().get_one(Member, post.author_id)
    if (privately or post.feedback == Feedback.PRIVATE) and by.id != author.id:
        return named([author, by])
    return inherited


def close_comments(post: Entry, *, by: Member, closed: bool = True) -> None:
    """Stop (or allow again) comments on one's own entry; what was said stays.

    Raises:
        NotAllowed: when `by` is neither the author nor an administrator.
    """
    if post.author_id != by.id and not by.is_administrator:
        raise NotAllowed(_("Only the person who wrote this can close its comments."))
    post.comments_closed = closed
