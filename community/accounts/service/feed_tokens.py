"""Feed tokens: secrets that open a member's feeds in a reader, kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from community.accounts.models import FeedToken, Member
from community.accounts.queries import feed_tokens
from community.kernel import clock
from community.kernel.db import commit, session, set_writing
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _

ALL = "all"
MOST_TOKENS = 50
USE_IS_NOTED_EVERY = timedelta(hours=1)


def make_feed_token(member: Member, scope: str, label: str) -> tuple[FeedToken, str]:
    """A new token of `member`, and its secret, which is told only now.

    Args:
        scope: "all" for every feed of the member, or the path of one feed, such as "/feeds/stream.atom".
        label: what the member calls the reader that will use it.

    Raises:
        Refused: when the scope is no feed, or the member has too many tokens.
    """
    if scope != ALL and not (scope.startswith("/feeds/") and len(scope) <= 200):
        raise Refused(_("Please choose one of your feeds."))
    if len(feed_tokens(member)) >= MOST_TOKENS:
        raise Refused(_("You have many feed addresses already. Please revoke one first."))
    secret = secrets.token_urlsafe(24)
    token = FeedToken(
        member_id=member.id,
        token_hash=_hash(secret),
        scope=scope,
        label=label.strip()[:120],
        created_at=clock.now(),
    )
    session().add(token)
    session().flush()
    return token, secret


def revoke(token: FeedToken, *, by: Member) -> None:
    """Make an address good for nothing.

    Raises:
        NotAllowed: when it is somebody else's.
    """
    if token.member_id != by.id:
        raise NotAllowed(_("This is somebody else's feed address."))
    token.revoked_at = token.revoked_at or clock.now()


def revoke_all(member: Member) -> None:
    """Make every feed address of `member` good for nothing, as when they are suspended."""
    for token in feed_tokens(member):
        token.revoked_at = token.revoked_at or clock.now()


def open_feed(secret: str, path: str) -> Member | None:
    """The member whose feed at `path` this secret opens, or nobody.

    A revoked token, one for another feed, and any token of a suspended member open nothing. The use
    is noted at most once an hour, in a transaction of its own.
    """
    token = session().scalar(
        select(FeedToken)
        .where(FeedToken.token_hash == _hash(secret), FeedToken.revoked_at.is_(None))
        .options(joinedload(FeedToken.member))
    )
    if token is None or not token.member.is_active or token.scope not in {ALL, path}:
        return None
    member = token.member
    if token.last_used_at is None or clock.now() - token.last_used_at > USE_IS_NOTED_EVERY:
        _note_use(token)
    return member


def _note_use(token: FeedToken) -> None:
    token_id = token.id
    session().rollback()
    set_writing(True)
    session().get_one(FeedToken, token_id).last_used_at = clock.now()
    commit()
    set_writing(False)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
