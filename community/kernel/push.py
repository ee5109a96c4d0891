"""Web push: a few words to a browser, which nobody on the way can read (RFC 8030, RFC 8188, RFC 8291, RFC 8292)."""

from __future__ import annotations

import base64
import binascii
import json
import os
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import current_app
from py_vapid import Vapid02

from community.kernel.mail.writing import sender_address
from community.kernel.safe_fetch import PUBLIC_WEB, Allowed, FetchFailed, FetchRefused, post

KEEP_FOR = 24 * 60 * 60
"""Seconds for which a push service keeps what a sleeping device cannot take yet."""

SECRET_BYTES = 16


class Answer(Enum):
    """What the push service said."""

    TAKEN = "taken"
    GONE = "gone"
    LATER = "later"
    REFUSED = "refused"


class BadKeys(ValueError):
    """What a browser sent is no key."""


def is_on() -> bool:
    """Whether the settings hold a key."""
    return bool(current_app.config["PUSH_PRIVATE_KEY"])


def public_key() -> str:
    """The key by which browsers know this site; empty where none is set."""
    if not is_on():
        return ""
    point = _vapid(current_app.config["PUSH_PRIVATE_KEY"]).public_key
    return _word(point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def check_keys(device_key: str, secret: str) -> None:
    """Refuse keys that no browser makes.

    Raises:
        BadKeys: when one is not what the standard asks for.
    """
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(device_key))
        is_secret = len(_bytes(secret)) == SECRET_BYTES
    except (ValueError, binascii.Error) as error:
        raise BadKeys from error
    if not is_secret:
        raise BadKeys


def tell(endpoint: str, device_key: str, secret: str, words: dict[str, str]) -> Answer:
    """Send `words` to a device.

    Args:
        endpoint: the address that its browser named.
        device_key, secret: what the browser gave for it.
        words: what the service worker shows.
    """
    try:
        status = post(endpoint, _encrypted(device_key, secret, words), headers=_headers(endpoint), allow=_allowed())
    except FetchRefused:
        return Answer.GONE
    except FetchFailed:
        return Answer.LATER
    return _answer(status)


def _answer(status: int) -> Answer:
    if 200 <= status < 300:
        return Answer.TAKEN
    if status in {404, 410}:
        return Answer.GONE
    return Answer.LATER if status == 429 or status >= 500 else Answer.REFUSED


def _encrypted(device_key: str, secret: str, words: dict[str, str]) -> bytes:
    content: bytes = http_ece.encrypt(
        json.dumps(words, ensure_ascii=False).encode(),
        salt=os.urandom(16),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(device_key),
        auth_secret=_bytes(secret),
        version="aes128gcm",
    )
    return content


def _headers(endpoint: str) -> dict[str, str]:
    parts = urlsplit(endpoint)
    contact = current_app.config["PUSH_CONTACT"] or f"mailto:{sender_address()}"
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": contact}
    signed: dict[str, str] = _vapid(current_app.config["PUSH_PRIVATE_KEY"]).sign(claims)
    return {
        **signed,
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(KEEP_FOR),
        "Urgency": "normal",
    }


def _allowed() -> Allowed:
    """Public addresses; a test stands in for a push service on a port of this machine."""
    allowed: Allowed = current_app.config.get("PUSH_ALLOWED", PUBLIC_WEB)
    return allowed


@lru_cache(4)
def _vapid(private_key: str) -> Any:
    return Vapid02.from_string(private_key)


def _word(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(word: str) -> bytes:
    return base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
