"""Mail: kinds that capabilities register, rows that are queued with the facts, and one worker that sends them once.

A capability tells the office of its kinds (`office.kind(Kind(...))`) and queues rows (`queue`, `queue_many`) in the
transaction of what happened. The text is written when the mail goes, so what its reader may no longer see is not in
it. docs/mail.md explains the whole.
"""

from __future__ import annotations

from flask import current_app

from community.kernel.mail.addresses import has_inbox
from community.kernel.mail.models import MailState, OutgoingMail
from community.kernel.mail.office import Kind, Later, Letter, Office, Rank, Reply, Subscription, Tie, office
from community.kernel.mail.outbox import Recipient, queue, queue_many
from community.kernel.mail.posting import post_due
from community.kernel.mail.writing import link_to, whole_links

__all__ = [
    "Kind",
    "Later",
    "Letter",
    "MailState",
    "Office",
    "OutgoingMail",
    "Rank",
    "Recipient",
    "Reply",
    "Subscription",
    "Tie",
    "has_inbox",
    "is_on",
    "link_to",
    "office",
    "post_due",
    "queue",
    "queue_many",
    "whole_links",
]


def is_on() -> bool:
    """Whether mails leave: where no server is set, nobody is told by mail, and nothing piles up."""
    return bool(current_app.config["MAIL_SERVER"] or current_app.config["MAIL_FOLDER"])
