"""Secrets that open a member's feeds in a reader: shown once, kept as a hash, dead when revoked."""

from __future__ import annotations

import contextvars
import hashlib
import secrets
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, bindparam, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from community.accounts.models import FeedToken, Member
from community.kernel import clock
from community.kernel.db import db, session, set_writing
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _

log = structlog.get_logger()

ALL = "all"
FEEDS = "/feeds/"
SEARCH = "/feeds/search."
LONGEST_SCOPE, LONGEST_LABEL, LONGEST_SECRET = 200, 120, 100
MOST_TOKENS = 50
NOTE_EVERY = timedelta(hours=1)

# Written once: every reader of every feed asks it first.
_LIVE = (
    select(FeedToken)
    .where(FeedToken.token_hash == bindparam("token_hash"), FeedToken.revoked_at.is_(None))
    .options(joinedload(FeedToken.member).joinedload(Member.team))
)


def make_feed_token(
    member: Member, scope: str, label: str = "", *, expires_at: datetime | None = None
) -> tuple[FeedToken, str]:
    """Make a secret that opens feeds for `member`.

    Args:
        scope: "all", or the path of the one feed that it opens, such as "/feeds/stream.atom"; a search has what is
            looked for behind it, such as "/feeds/search.atom?q=handover".
        label: what the member calls the reader that will use it.
        expires_at: from when on it opens nothing any more; never by default.

    Returns:
        The token, and the secret, which is kept nowhere.

    Raises:
        Refused: when the scope is no feed, its end has come already, or the member has too many tokens.
    """
    scope = scope.strip()
    if scope != ALL and not is_feed_path(scope):
        raise Refused(_("This is not the address of a feed here. It begins with /feeds/."))
    if expires_at is not None and expires_at <= clock.now():
        raise Refused(_("This day is over already."))
    if _live_tokens(member) >= MOST_TOKENS:
        raise Refused(_("You have %(most)d feed addresses already. Please revoke one first.", most=MOST_TOKENS))
    secret = secrets.token_urlsafe(32)
    token = FeedToken(
        member_id=member.id,
        token_hash=_hash(secret),
        scope=scope,
        label=label.strip()[:LONGEST_LABEL],
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session().add(token)
    session().flush()
    return token, secret


def is_feed_path(scope: str) -> bool:
    """Whether `scope` looks like the path of one feed, or like one search."""
    path, question, query = scope.partition("?")
    is_path = path.startswith(FEEDS) and len(FEEDS) < len(path) and len(scope) <= LONGEST_SCOPE
    is_whole = not question or (path.startswith(SEARCH) and query.startswith("q="))
    return is_path and is_whole and scope.isprintable() and not set(path + query) & set(" ?#\\") and ".." not in path


def open_feed(token: str, path: str) -> Member | None:
    """The member whose feed at `path` the secret `token` opens.

    The use is noted at most once an hour, in a transaction of its own.

    Args:
        token: the secret, as a reader sent it.
        path: the path of the feed; for a search also what is looked for, as in the scope of a token.

    Returns:
        None for an unknown or revoked secret, one whose time is over, one that is for another feed, and one of a
        suspended member.
    """
    if not token or len(token) > LONGEST_SECRET:
        return None
    found = session().scalar(_LIVE, {"token_hash": _hash(token)})
    if found is None or _is_over(found) or not found.member.is_active or not _reaches(found, path):
        return None
    if found.last_used_at is None or found.last_used_at <= clock.now() - NOTE_EVERY:
        # What is set for the short transaction stays in the copy.
        contextvars.copy_context().run(_note_use, found.id)
    return found.member


def revoke(token: FeedToken, *, by: Member) -> None:
    """Let the secret open nothing any more.

    Raises:
        NotAllowed: when it is somebody else's.
    """
    if token.member_id != by.id:
        raise NotAllowed(_("This is somebody else's feed address."))
    token.revoked_at = token.revoked_at or clock.now()


def revoke_all(member: Member) -> None:
    """Let no secret of `member` open anything any more, as when they are suspended."""
    session().execute(
        update(FeedToken)
        .where(FeedToken.member_id == member.id, FeedToken.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _is_over(token: FeedToken) -> bool:
    return token.expires_at is not None and token.expires_at <= clock.now()


def _reaches(token: FeedToken, path: str) -> bool:
    return path.startswith(FEEDS) if token.scope == ALL else path == token.scope


def _note_use(token_id: int) -> None:
    # A feed is read, so the request's own transaction never waits for a writer. This one is short and apart.
    set_writing(True)
    moment = clock.now()
    try:
        with Session(db.engine) as apart:
            apart.execute(
                update(FeedToken)
                .where(FeedToken.id == token_id, _is_long_ago(moment))
                .values(last_used_at=moment)
                .execution_options(synchronize_session=False)
            )
            apart.commit()
    except OperationalError:
        log.warning("the use of a feed token was not noted", token_id=token_id)


def _is_long_ago(moment: datetime) -> ColumnElement[bool]:
    return or_(FeedToken.last_used_at.is_(None), FeedToken.last_used_at <= moment - NOTE_EVERY)


def _live_tokens(member: Member) -> int:
    is_good = or_(FeedToken.expires_at.is_(None), FeedToken.expires_at > clock.now())
    statement = select(func.count()).where(FeedToken.member_id == member.id, FeedToken.revoked_at.is_(None), is_good)
    return session().scalar(statement) or 0


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
