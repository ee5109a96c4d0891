"""Load what experts are looked for, or find nothing."""

from __future__ import annotations

from community.accounts.models import Viewer
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.queries import entry_for
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import LARGEST_ID


def question_or_404(typed: str, viewer: Viewer) -> Entry:
    """The question whose id was typed, if `viewer` may see it."""
    is_id = typed.isascii() and typed.isdigit() and len(typed) < len(str(LARGEST_ID))
    question = entry_for(viewer, int(typed), Kind.QUESTION) if is_id else None
    if question is None:
        raise NotFound(_("There is no such question."))
    return question
