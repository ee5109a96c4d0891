"""Going on with a change that was begun: the form holds what was kept, and says so."""

from __future__ import annotations

from flask import flash

from community.accounts.models import Member
from community.entries.drafts import draft_of
from community.kernel.i18n import _


def taken_up(key: str, by: Member) -> dict[str, str]:
    """What `by` kept of the form called `key`, with a word about it; empty when nothing is kept."""
    draft = draft_of(by, key)
    if draft is None:
        return {}
    flash(_("This is the change that you began. Others read the old text until you save it."), "info")
    return dict(draft.fields)
