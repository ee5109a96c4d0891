"""Forms that arrived once: whoever sends the same again is led to what came of the first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Member
from community.entries.models import Entry, SentForm
from community.kernel import clock
from community.kernel.db import session
from community.kernel.forms import clean

REMEMBERED = timedelta(days=30)
LONGEST_ACT = timedelta(minutes=1)


def fingerprint(path: str, fields: Iterable[tuple[str, str]]) -> str:
    """What tells one sending from another: where it goes, and every word of it.

    The key of the form is among the fields, so that two people, or one person on two days, may well say
    the same; the words are, so that a page that was kept open can send something else.
    """
    lines = [path, *(f"{name}={clean(value)}" for name, value in sorted(fields) if name != "csrf_token")]
    return hashlib.sha256("\0".join(lines).encode()).hexdigest()


def first_sending(mark: str, *, by: Member) -> SentForm | None:
    """The earlier sending of the same form, if there was one; else note this one.

    The note is part of the act: when the form publishes nothing (a preview, a refusal), it is gone with
    the transaction. Of two sendings at once the second waits here for the first.
    """
    known = session().get(SentForm, (by.id, mark))
    if known is not None:
        return known
    session().execute(delete(SentForm).where(SentForm.member_id == by.id, SentForm.sent_at < clock.now() - REMEMBERED))
    try:
        with session().begin_nested():
            session().add(SentForm(member_id=by.id, fingerprint=mark, sent_at=clock.now()))
            session().flush()
    except IntegrityError:
        return session().get(SentForm, (by.id, mark), populate_existing=True)
    return None


def what_came_of(sent: SentForm) -> Entry | None:
    """The entry that this form published, written in the same act and so moments later."""
    return session().scalar(
        select(Entry)
        .where(
            Entry.author_id == sent.member_id,
            Entry.created_at >= sent.sent_at,
            Entry.created_at < sent.sent_at + LONGEST_ACT,
        )
        .order_by(Entry.id)
        .limit(1)
    )
