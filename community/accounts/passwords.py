"""Passwords as argon2id hashes."""

from __future__ import annotations

import os

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 200

# Tests sign in thousands of times; the cost that protects real members would only make them slow.
_cheap = os.environ.get("COMMONPLACE_CHEAP_PASSWORDS") == "1"
_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, type=Type.ID) if _cheap else PasswordHasher()
_decoy = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """The hash to keep of `password`."""
    return _hasher.hash(password)


def matches(password: str, kept_hash: str) -> bool:
    """Whether `password` made `kept_hash`; takes as long when there is no hash, so that time tells nothing."""
    try:
        _hasher.verify(kept_hash or _decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept_hash)


def is_outdated(kept_hash: str) -> bool:
    """Whether the hash was made at a lower cost than today's."""
    return _hasher.check_needs_rehash(kept_hash)
