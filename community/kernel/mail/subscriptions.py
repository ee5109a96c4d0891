"""Ending what sends mail, by a link that knows for whom and of what; nobody has to sign in for it."""

from __future__ import annotations

from datetime import timedelta

from community.kernel.mail.office import Subscription, Tie, office
from community.kernel.signing import signed, unsigned

LINKS_LAST = timedelta(days=3650)
"""An old mail must still be able to end what sent it."""


def ending_path(tie: Tie) -> str:
    """Where a reader ends what `tie` names: GET asks, POST does it."""
    return "/unsubscribe/" + signed("unsubscribe", [tie.purpose, tie.subject_id, tie.member_id])


def tie_of(token: str) -> Tie | None:
    """What such a link was made for, if there still is such a thing."""
    match unsigned("unsubscribe", token, LINKS_LAST):
        case [str(purpose), int(subject_id), int(member_id)] if purpose in office.subscriptions:
            return Tie(purpose, subject_id, member_id)
    return None


def description(tie: Tie) -> str:
    """What ends, in words."""
    return _of(tie).describe(tie.subject_id, tie.member_id)


def end(tie: Tie) -> None:
    """End it; once more changes nothing."""
    _of(tie).end(tie.subject_id, tie.member_id)


def written(tie: Tie | None) -> str:
    """A tie as a row keeps it."""
    return f"{tie.purpose}/{tie.subject_id}/{tie.member_id}" if tie is not None else ""


def read(text: str) -> Tie | None:
    """The tie that `written` wrote, if there still is such a subscription."""
    purpose, _slash, ids = text.partition("/")
    subject_id, _slash, member_id = ids.partition("/")
    if purpose not in office.subscriptions or not (subject_id.isdecimal() and member_id.isdecimal()):
        return None
    return Tie(purpose, int(subject_id), int(member_id))


def _of(tie: Tie) -> Subscription:
    return office.subscriptions[tie.purpose]
