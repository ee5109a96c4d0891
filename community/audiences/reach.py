"""Who would see what is being written, told before anything is chosen for good; nothing is made for it."""

from __future__ import annotations

from collections.abc import Collection

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID, Audience, AudienceKind
from community.audiences.queries import audience_by_id, holds, who_will_see
from community.kernel.i18n import _

WIDE = {"organization": ORGANIZATION_ID, "public": PUBLIC_ID}


def who_would_see(choice: str, writer: Member, organization: str, people: Collection[Member] = ()) -> str:
    """The sentence for an audience as it is called in a form; empty for one that `writer` does not have.

    Args:
        choice: "self", "organization", "public", "named" (with `people`), or "audience:ID".
        writer: who is writing.
        organization: what the organization is called.
        people: whom "named" means.
    """
    if choice == "self":
        return _("Only you will see this.")
    if choice == "named":
        return _named(writer, people)
    audience = _audience(choice)
    if audience is None or not holds(audience, writer):
        return ""
    return who_will_see(audience, writer, organization)


def _audience(choice: str) -> Audience | None:
    kind, _colon, number = choice.partition(":")
    is_id = kind == "audience" and number.isascii() and number.isdigit() and len(number) < 10
    audience_id = int(number) if is_id else WIDE.get(choice)
    audience = audience_by_id(audience_id) if audience_id is not None else None
    return None if is_id and audience is not None and audience.kind == AudienceKind.PUBLIC else audience


def _named(writer: Member, people: Collection[Member]) -> str:
    names = [member.name for member in people if member.id != writer.id]
    if not names:
        return _("Only you, until you name somebody.")
    return _("Only you and %(names)s will see this.", names=", ".join(names))
