"""Passwords as argon2id hashes."""

from __future__ import annotations

import os

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from community.kernel.i18n import _

SHORTEST, LONGEST = 10, 200
FEWEST_DIFFERENT = 5
# The most frequent passwords of ten characters or more in public leaks, as far as they are not refused for sameness.
FIRST_TRIED = frozenset(
    {
        "0123456789", "0987654321", "1234567890", "1234567891", "12345678910", "123456789a", "123456789q",
        "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "abcdefghij", "administrator", "changemenow", "iloveyou12",
        "iloveyou123", "passw0rd123", "password01", "password1!", "password10", "password11", "password12",
        "password123", "password1234", "password12345", "q1w2e3r4t5", "q1w2e3r4t5y6", "qwerty1234", "qwerty12345",
        "qwerty123456", "qwertyuiop", "qwertzuiop", "welcome123", "zaq12wsxcde",
    }
)  # fmt: skip

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


def objection(password: str) -> str | None:
    """What speaks against choosing `password`, as a sentence; None when nothing does."""
    if len(password) < SHORTEST:
        return _("Please use at least %(least)d characters.", least=SHORTEST)
    if len(password) > LONGEST:
        return _("Please use at most %(most)d characters.", most=LONGEST)
    if len(set(password)) < FEWEST_DIFFERENT or password.lower() in FIRST_TRIED:
        return _("This is one of the first that somebody would try. Please choose another.")
    return None
