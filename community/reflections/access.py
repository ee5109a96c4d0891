"""Load a reflection or a blog by the right that the act needs, or find nothing."""

from __future__ import annotations

from datetime import date

from community.accounts.models import Member, Viewer
from community.accounts.queries import member_by_username
from community.entries.service import may_edit
from community.kernel.errors import NotAllowed, NotFound
from community.kernel.i18n import _
from community.reflections import queries
from community.reflections.models import Reflection

FIRST_YEAR, LAST_YEAR = 1990, 2200


def reflection_or_404(entry_id: int, viewer: Viewer) -> Reflection:
    """The reflection, if `viewer` may see it."""
    reflection = queries.reflection_for(viewer, entry_id)
    if reflection is None:
        raise NotFound(_("There is no such reflection, or it is not open to you."))
    return reflection


def reflection_to_edit_or_404(entry_id: int, member: Member) -> Reflection:
    """The reflection, if `member` may change it."""
    reflection = reflection_or_404(entry_id, member)
    if not may_edit(member, reflection.entry):
        raise NotAllowed(_("Only the person who wrote this can change it."))
    return reflection


def author_or_404(username: str) -> Member:
    """The member whose blog it is."""
    author = member_by_username(username)
    if author is None:
        raise NotFound(_("Nobody here has this name."))
    return author


def month_or_404(year: int, month: int) -> date:
    """The first day of a month that there is."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise NotFound(_("There is no such month."))
    return date(year, month, 1)
