"""Following an entry, a tag or a member."""

from __future__ import annotations

from enum import StrEnum

from community.accounts.models import Member
from community.entries.models import Follow
from community.kernel import clock
from community.kernel.db import session


class Subject(StrEnum):
    """What can be followed."""

    ENTRY = "entry"
    TAG = "tag"
    MEMBER = "member"


def follow(subject: Subject, subject_id: int, *, by: Member) -> None:
    """Have `by` hear of what is new there; following twice changes nothing."""
    # The same press twice at once: the second waits here, and finds that it is done.
    session().refresh(by, ["state"], with_for_update={"key_share": True})
    if session().get(Follow, (by.id, subject.value, subject_id), populate_existing=True) is None:
        session().add(Follow(member_id=by.id, subject=subject.value, subject_id=subject_id, since=clock.now()))
        session().flush()


def unfollow(subject: Subject, subject_id: int, *, by: Member) -> None:
    """Let `by` hear no more of it."""
    followed = session().get(Follow, (by.id, subject.value, subject_id))
    if followed is not None:
        session().delete(followed)
        session().flush()
