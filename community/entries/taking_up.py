"""Going on with a change that was begun: the form holds what was kept, and its page says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from community.accounts.models import Member
from community.entries.drafts import draft_of


class TakenUp(NamedTuple):
    """What was kept of a change and when; `since` is None when nothing was."""

    fields: Mapping[str, str] = {}
    since: datetime | None = None


def taken_up(key: str, by: Member) -> TakenUp:
    """What `by` kept of the form called `key`. Others read what is published until it is saved."""
    draft = draft_of(by, key)
    return TakenUp(dict(draft.fields), draft.saved_at) if draft is not None else TakenUp()
