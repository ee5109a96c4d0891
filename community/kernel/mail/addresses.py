"""Addresses made for one mail: what comes back to them says what it is about, and cannot be forged.

A local part has at most 64 letters and may lose its capitals on the way, so the word is short and in base 32:
`inbox+r<word>@host` for answers, `inbox+b<word>@host` for what could not be delivered.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import struct
from datetime import UTC, datetime, timedelta

from flask import current_app

from community.kernel import clock
from community.kernel.mail.office import Tie
from community.kernel.signing import signing_keys

REPLIES_LAST = timedelta(days=120)
MARK_BYTES = 10
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_PURPOSE_BYTES = 4
_reply = struct.Struct(f">{_PURPOSE_BYTES}sIIH")
_bounce = struct.Struct(">Q")
_tagged = re.compile(r"^[^@+\s]+\+([rb])([a-z2-7]+)@", re.IGNORECASE)


def has_inbox() -> bool:
    """Whether the settings name a mailbox that the site reads."""
    return "@" in current_app.config["MAIL_INBOX"]


def reply_address(tie: Tie) -> str:
    """Where the reader of a mail answers to what `tie` names; good for `REPLIES_LAST`."""
    today = (clock.now() - _EPOCH).days
    return _tag("r", _reply.pack(_code(tie.purpose), tie.subject_id, tie.member_id, today))


def bounce_address(mail_id: int) -> str:
    """Where the report comes if the mail with this id cannot be delivered."""
    return _tag("b", _bounce.pack(mail_id))


def reply_of(address: str, purposes: tuple[str, ...]) -> Tie | None:
    """What a reply address was made for, or None for one that is not ours, changed or too old.

    Args:
        address: whom a mail was sent to.
        purposes: the purposes that there are.
    """
    packed = _untag("r", address, _reply.size)
    if packed is None:
        return None
    code, subject_id, member_id, day = _reply.unpack(packed)
    if clock.now() - (_EPOCH + timedelta(days=day)) > REPLIES_LAST:
        return None
    return next((Tie(purpose, subject_id, member_id) for purpose in purposes if _code(purpose) == code), None)


def bounced_mail_of(address: str) -> int | None:
    """The id of the mail that a bounce address was made for."""
    packed = _untag("b", address, _bounce.size)
    return int(_bounce.unpack(packed)[0]) if packed is not None else None


def _code(purpose: str) -> bytes:
    return hashlib.sha256(purpose.encode()).digest()[:_PURPOSE_BYTES]


def _tag(use: str, packed: bytes) -> str:
    word = base64.b32encode(packed + _mark(use, packed, signing_keys()[-1])).decode().rstrip("=").lower()
    name, _at, host = str(current_app.config["MAIL_INBOX"]).rpartition("@")
    return f"{name}+{use}{word}@{host}"


def _untag(use: str, address: str, size: int) -> bytes | None:
    found = _tagged.match(address.strip())
    if found is None or found[1].lower() != use:
        return None
    word = found[2].upper()
    try:
        data = base64.b32decode(word + "=" * (-len(word) % 8))
    except binascii.Error:
        return None
    packed, mark = data[:size], data[size:]
    is_ours = any(hmac.compare_digest(mark, _mark(use, packed, key)) for key in signing_keys())
    return packed if len(data) == size + MARK_BYTES and is_ours else None


def _mark(use: str, packed: bytes, key: str) -> bytes:
    whole = f"commonplace.mail.{use}.{key}".encode()
    return hmac.new(whole, packed, hashlib.sha256).digest()[:MARK_BYTES]
