"""Drafts: what a member was typing in a form, kept on the server."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from community.accounts.models import Member
from community.entries.kinds import PAGES, Kind
from community.entries.models import Draft
from community.kernel import clock
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _

MOST_DRAFTS = 200
MOST_CHARACTERS = 400_000
CHOICES = frozenset({"audience", "people", "privately", "feedback", "frame"})
NEVER_KEPT = frozenset({"csrf_token", "form_key", "password", "new_password", "repeat_password", "current_password"})

_key = re.compile(r"[a-z0-9][a-z0-9:/_.-]{0,119}")


@dataclass(frozen=True)
class Window:
    """One open page in which a form is being filled in: a name of its own, and since when it is open."""

    name: str
    opened_at: datetime


class WrittenElsewhere(Refused):
    """Another window kept something under the same key since this one was opened."""

    status = 409

    def __init__(self, draft: Draft) -> None:
        super().__init__(_("Another window keeps a different text for this form."))
        self.fields: dict[str, str] = dict(draft.fields)


def save_draft(key: str, fields: Mapping[str, str], *, by: Member, window: Window | None = None) -> Draft:
    """Keep what `by` typed in the form called `key` (such as "question:new" or "answer:12").

    Args:
        key: the form.
        fields: what stands in it.
        by: who is writing.
        window: the open page that asks, where what another one kept meanwhile must not be lost.

    Raises:
        WrittenElsewhere: when another window kept something else since this one was opened.
        Refused: for a key that no form has, or for more than a member may keep.
    """
    if not _key.fullmatch(key):
        raise Refused(_("This draft has no form that it belongs to."))
    kept = {name: value for name, value in fields.items() if name not in NEVER_KEPT}
    if sum(map(len, kept.values())) > MOST_CHARACTERS:
        raise Refused(_("This draft is too long to be kept."))
    # Two tabs that keep the same draft at once: the second waits here, and changes what the first made.
    session().refresh(by, ["state"], with_for_update={"key_share": True})
    draft = session().get(Draft, (by.id, key), populate_existing=True)
    if draft is not None and window is not None and _is_newer(draft, window, kept):
        raise WrittenElsewhere(draft)
    if draft is None:
        _make_room(by)
        draft = Draft(member_id=by.id, key=key)
        session().add(draft)
    draft.fields, draft.saved_at = kept, clock.now()
    draft.window = window.name if window is not None else ""
    session().flush()
    return draft


def draft_of(member: Member | None, key: str) -> Draft | None:
    """What `member` was typing in the form called `key`, if anything is kept."""
    return session().get(Draft, (member.id, key)) if member else None


def drafts_of(member: Member) -> Sequence[Draft]:
    """All drafts of `member`, the newest first."""
    return session().scalars(select(Draft).where(Draft.member_id == member.id).order_by(Draft.saved_at.desc())).all()


def discard_draft(key: str, *, by: Member) -> None:
    """Forget the draft called `key`, because it was published or is not wanted."""
    draft = session().get(Draft, (by.id, key))
    if draft is not None:
        session().delete(draft)
        session().flush()


def place_of_draft(key: str) -> str | None:
    """The page on which the draft called `key` can be finished, as far as its name tells."""
    form, _colon, what = key.partition(":")
    if what == "new" and form in PAGES:
        return f"{PAGES[Kind(form)]}/new"
    if not (what.isascii() and what.isdigit()):
        return None
    places = {
        "answer": f"/questions/{what}#your-answer",
        "comment": f"/entries/{what}/comments/new",
        "edit": f"/entries/{what}/edit",
    }
    return places.get(form)


def words_of_draft(draft: Draft) -> str:
    """All the words in `draft`, to be read and copied, whatever has become of its form."""
    texts = (str(value).strip() for name, value in draft.fields.items() if name not in CHOICES)
    return "\n\n".join(text for text in texts if text)


def _is_newer(draft: Draft, window: Window, fields: Mapping[str, str]) -> bool:
    return draft.window != window.name and draft.saved_at > window.opened_at and draft.fields != fields


def _make_room(by: Member) -> None:
    for old in drafts_of(by)[MOST_DRAFTS - 1 :]:
        session().delete(old)
