"""Telling a WebSub hub which feeds have something new, once it is public and outside of any transaction.

The hub then fetches the feed itself and passes it on; WebSub (https://www.w3.org/TR/websub/) leaves open how a hub is
told, and hubs take the form that PubSubHubbub 0.4 gave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

import requests
import structlog
from flask import current_app
from sqlalchemy import delete, select, update

from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.models import Entry
from community.entries.queries import entry_for
from community.feeds.models import LONGEST_PATH, Announcement
from community.feeds.writing import FORMS
from community.kernel import clock
from community.kernel.db import session

log = structlog.get_logger()

AT_ONCE = 20
SECONDS = 10.0
ATTEMPTS = 6
LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(minutes=1)

_LISTS = {Kind.REFLECTION: "reflections", Kind.QUESTION: "questions", Kind.BOOKMARK: "bookmarks"}


def note_news(entry_id: int) -> None:
    """Remember the feeds in which an entry stands, if everybody may read it and there is a hub to tell."""
    entry = entry_for(None, entry_id) if current_app.config["WEBSUB_HUB"] else None
    if entry is None:
        return
    now = clock.now()
    for path in feeds_with(entry):
        if len(path) <= LONGEST_PATH:
            session().merge(Announcement(path=path, asked_at=now, due_at=now, attempts=0))


def feeds_with(entry: Entry) -> Iterator[str]:
    """The addresses of the feeds that an entry is in, without their endings."""
    if entry.root_id is not None and entry.root_id != entry.id:
        yield f"/feeds/entries/{entry.root_id}"
        if entry.root_kind == Kind.QUESTION:
            yield "/feeds/questions/active"
    if entry.kind not in STREAM_KINDS:
        return
    tags = [quote(name) for name in entry.tag_names]
    yield from ("/feeds/stream", *(f"/feeds/tag/{name}" for name in tags))
    if entry.kind in _LISTS:
        yield f"/feeds/{_LISTS[Kind(entry.kind)]}"
    if entry.kind == Kind.QUESTION:
        yield from ("/feeds/questions/unanswered", *(f"/feeds/questions/tag/{name}" for name in tags))
    if entry.kind == Kind.BOOKMARK:
        yield from (f"/feeds/bookmarks/tag/{name}" for name in tags)
        yield f"/feeds/members/{entry.author.username}/bookmarks"
    if entry.kind == Kind.REFLECTION:
        yield f"/feeds/members/{entry.author.username}"


def announce_due() -> bool:
    """Tell the hub of some feeds that have something new; a hub that does not answer is asked again later.

    Returns:
        Whether more wait.
    """
    hub = str(current_app.config["WEBSUB_HUB"])
    claimed = _claim() if hub else []
    if not claimed:
        return False
    is_told = _tell(hub, [path for path, _asked_at, _attempts in claimed])
    for path, asked_at, attempts in claimed:
        row = (Announcement.path == path, Announcement.asked_at == asked_at)
        if is_told or attempts >= ATTEMPTS:
            session().execute(delete(Announcement).where(*row))
        else:
            pause = FIRST_PAUSE * 4 ** (attempts - 1)
            session().execute(update(Announcement).where(*row).values(due_at=clock.now() + pause))
    session().commit()
    return is_told and len(claimed) == AT_ONCE


def _claim() -> list[tuple[str, datetime, int]]:
    """The feeds that this process alone tells of until the lease ends."""
    now = clock.now()
    rows = session().scalars(
        select(Announcement)
        .where(Announcement.due_at <= now)
        .order_by(Announcement.due_at, Announcement.path)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = rows.all()
    for row in found:
        row.attempts, row.due_at = row.attempts + 1, now + LEASE
    claimed = [(row.path, row.asked_at, row.attempts) for row in found]
    session().commit()
    return claimed


def _tell(hub: str, paths: Sequence[str]) -> bool:
    site = str(current_app.config["SITE_URL"]).rstrip("/")
    topics = [("hub.url", f"{site}{path}.{form}") for path in paths for form in FORMS]
    try:
        # The operator chose the hub, so it may stand in their own network; where it sends us on, they did not choose.
        answer = requests.post(hub, data=[("hub.mode", "publish"), *topics], timeout=SECONDS, allow_redirects=False)
    except requests.RequestException as error:
        log.warning("the hub was not reached", feeds=len(paths), error=str(error))
        return False
    if not answer.ok or answer.is_redirect:
        log.warning("the hub did not take note", feeds=len(paths), status=answer.status_code)
        return False
    return True
