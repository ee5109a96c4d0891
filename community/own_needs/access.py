"""Load a need by the right to read or to change it, or find nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from community.accounts.models import Member
from community.entries.access import entry_or_404
from community.entries.models import Entry
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.own_needs import queries
from community.own_needs.models import OwnNeed

_number = re.compile(r"/(\d{1,9})(?:/|$)")


def need_or_404(need_id: int, member: Member) -> OwnNeed:
    """The need, if it is the member's or shown to them."""
    need = queries.need_for(member, need_id)
    if need is None:
        raise _nothing()
    return need


def own_need_or_404(need_id: int, member: Member) -> OwnNeed:
    """The need, if it is the member's own; that there is another's, nobody learns here."""
    need = need_or_404(need_id, member)
    if need.member_id != member.id:
        raise _nothing()
    return need


def entry_at_or_404(address: str, member: Member) -> Entry:
    """The entry whose page is at `address`, whole or from the first slash on, if `member` may see it."""
    found = _number.findall(urlsplit(address.strip()[:500]).path)
    return entry_or_404(int(found[-1]) if found else 0, member)


def _nothing() -> NotFound:
    return NotFound(_("There is no such need, or it is not open to you."))
