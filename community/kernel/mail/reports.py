"""Reading what mail servers report: that a mail could not be delivered (RFC 3464), that its reader complained
(RFC 5965). Nothing here touches the database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message

_PASSING = ("5.2.2", "5.3.", "5.4.", "5.7.")
"""Final for that mail, but not because of the address: a full mailbox, the server's trouble, a filter's verdict."""


@dataclass(frozen=True)
class Bounce:
    """A mail that was not delivered.

    Attributes:
        address: the recipient, in small letters; empty when the report does not say.
        status: the enhanced status code, as 5.1.1.
        is_final: whether the address itself is the reason, so that nothing else will arrive there either.
        words: what the other server said.
        message_id: the Message-ID of the mail, where the report holds it.
    """

    address: str
    status: str
    is_final: bool
    words: str
    message_id: str


@dataclass(frozen=True)
class Complaint:
    """A reader who pressed the button that calls a mail a nuisance."""

    message_id: str


def bounces(mail: EmailMessage) -> list[Bounce]:
    """The failures that a delivery report names; none for any other mail, and none for mere delays."""
    if not _is_report(mail, "delivery-status"):
        return []
    message_id = _original_id(mail)
    blocks = [
        block for part in mail.walk() if part.get_content_type() == "message/delivery-status" for block in _blocks(part)
    ]
    return [_bounce(block, message_id) for block in blocks if _says(block, "Action").lower() == "failed"]


def complaint(mail: EmailMessage) -> Complaint | None:
    """The complaint that a feedback report carries, if it names the mail."""
    if not _is_report(mail, "feedback-report"):
        return None
    message_id = _original_id(mail)
    kinds = [
        _says(block, "Feedback-Type").lower()
        for part in _parts(mail, "message/feedback-report")
        for block in _blocks(part)
    ]
    # "not-spam" is the opposite of a complaint.
    return Complaint(message_id) if message_id and "not-spam" not in kinds else None


def _is_report(mail: EmailMessage, kind: str) -> bool:
    if mail.get_content_type() != "multipart/report":
        return False
    named = str(mail.get_param("report-type", "")).lower()
    return named == kind or any(True for _part in _parts(mail, f"message/{kind}"))


def _parts(mail: EmailMessage, content_type: str) -> list[Message]:
    return [part for part in mail.walk() if part.get_content_type() == content_type]


def _blocks(part: Message) -> list[Message]:
    """The groups of fields in a report: the parser makes messages of them, or leaves them as text."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [block for block in payload if isinstance(block, Message)]
    block = Message()
    raw = part.get_payload(decode=True)
    for name, value in re.findall(
        r"(?m)^([\w-]+):\s*(.*?)\s*$", (raw if isinstance(raw, bytes) else b"").decode("utf-8", "replace")
    ):
        block[name] = value
    return [block]


def _bounce(block: Message, message_id: str) -> Bounce:
    status = _says(block, "Status").split(" ")[0]
    recipient = _says(block, "Final-Recipient") or _says(block, "Original-Recipient")
    address = recipient.rpartition(";")[2].strip().strip("<>").lower()
    words = " ".join(_says(block, "Diagnostic-Code").rpartition(";")[2].split())[:300]
    is_final = status.startswith("5") and not status.startswith(_PASSING)
    return Bounce(address, status, is_final, words or status, message_id)


def _original_id(mail: EmailMessage) -> str:
    """The Message-ID of the mail that a report is about; it hangs whole or as headers behind the report."""
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822":
            found = next((_says(inner, "Message-ID") for inner in _blocks(part)), "")
        elif part.get_content_type() == "text/rfc822-headers":
            raw = part.get_payload(decode=True)
            text = (raw if isinstance(raw, bytes) else b"").decode("utf-8", "replace")
            named = re.search(r"(?im)^Message-ID:\s*(<[^>\s]+>)", text)
            found = named[1] if named else ""
        else:
            continue
        if found:
            return found
    return ""


def _says(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())
