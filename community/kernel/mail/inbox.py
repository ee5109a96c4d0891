"""A mail that arrives: a report on one of ours, or somebody's answer; each is dealt with once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from enum import StrEnum

import structlog
from sqlalchemy.exc import IntegrityError

from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.mail import quoting, reports, returns
from community.kernel.mail.addresses import bounced_mail_of, reply_of
from community.kernel.mail.models import OutgoingMail, ReceivedMail
from community.kernel.mail.office import Reply, Tie, office

log = structlog.get_logger()

LARGEST = 10_000_000
"""Bytes of a mail that are read; answers are short, reports are shorter."""

_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


class Outcome(StrEnum):
    """What became of a mail that arrived."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    REPLY = "reply"
    REFUSED = "refused"
    IGNORED = "ignored"
    KNOWN = "known"


def receive(content: bytes) -> Outcome:
    """Deal with one mail, and commit what came of it together with the note that it was dealt with.

    Args:
        content: the mail as it came by SMTP, IMAP or a pipe; anything at all may stand in it.
    """
    mail = message_from_bytes(content[:LARGEST], policy=default)
    mark = _mark(mail, content)
    if session().get(ReceivedMail, mark) is not None:
        return Outcome.KNOWN
    outcome = _deal_with(mail)
    session().add(ReceivedMail(mark=mark, outcome=outcome.value, at=clock.now()))
    try:
        commit()
    except IntegrityError:  # somebody else read the same mail at the same moment
        session().rollback()
        return Outcome.KNOWN
    log.info("mail received", outcome=outcome.value)
    return outcome


def _deal_with(mail: EmailMessage) -> Outcome:
    complaint = reports.complaint(mail)
    if complaint is not None:
        return _complained(complaint)
    bounces = reports.bounces(mail)
    if bounces:
        return _bounced(mail, bounces)
    return _answered(mail)


def _complained(complaint: reports.Complaint) -> Outcome:
    mail = returns.mail_by_message_id(complaint.message_id)
    if mail is None:
        return Outcome.IGNORED
    returns.complained(mail)
    return Outcome.COMPLAINT


def _bounced(mail: EmailMessage, bounces: list[reports.Bounce]) -> Outcome:
    """Believe a report only of a mail that we sent, so that nobody can cut off a colleague by a forged one.

    The address on our envelope proves it; a Message-ID proves it together with the address of that very mail.
    """
    ours = _mail_of_envelope(mail)
    outcome = Outcome.IGNORED
    for bounce in bounces:
        row = ours or returns.mail_by_message_id(bounce.message_id)
        if row is None or (ours is None and bounce.address != row.address.lower()):
            continue
        returns.mail_came_back(row, f"{bounce.status} {bounce.words}")
        note = returns.address_failed if bounce.is_final else returns.address_failed_for_now
        note(row.address, bounce.words)
        outcome = Outcome.BOUNCE
    return outcome


def _mail_of_envelope(mail: EmailMessage) -> OutgoingMail | None:
    ids = (bounced_mail_of(address) for address in _recipients(mail))
    mail_id = next((mail_id for mail_id in ids if mail_id is not None), None)
    return returns.mail_by_id(mail_id) if mail_id is not None else None


def _answered(mail: EmailMessage) -> Outcome:
    purposes = tuple(office.replies)
    ties = (reply_of(address, purposes) for address in _recipients(mail))
    tie = next((tie for tie in ties if tie is not None), None)
    if tie is None or _is_automatic(mail):
        return Outcome.IGNORED
    return _reply(mail, tie)


def _reply(mail: EmailMessage, tie: Tie) -> Outcome:
    senders = [address.lower() for _name, address in getaddresses([str(mail.get("From", ""))])]
    text = quoting.new_text(mail)
    if len(senders) != 1 or not text:
        return Outcome.REFUSED
    is_taken = office.replies[tie.purpose](Reply(tie.subject_id, tie.member_id, senders[0], text))
    return Outcome.REPLY if is_taken else Outcome.REFUSED


def _recipients(mail: EmailMessage) -> Iterator[str]:
    for name in _ADDRESSED:
        for _name, address in getaddresses([str(value) for value in mail.get_all(name, [])]):
            yield address


def _is_automatic(mail: EmailMessage) -> bool:
    """An absence note, a mailing list or any other machine; nobody wrote that as an answer."""
    submitted = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    return submitted != "no" or precedence in {"bulk", "junk", "list", "auto_reply"} or "X-Autoreply" in mail


def _mark(mail: EmailMessage, content: bytes) -> str:
    """What makes this mail this mail, however it came here: by whom, its name, and all that it says.

    The name alone would not do: broken programs give many mails the same.
    """
    body = content.replace(b"\r\n", b"\n").partition(b"\n\n")[2].rstrip()
    named = f"{mail.get('Message-ID', '')}|{mail.get('From', '')}|".encode("utf-8", "replace")
    return hashlib.sha256(named + body).hexdigest()
