"""A stream that only who has the key can read, and that shows when a piece is changed, moved or missing.

This is the STREAM construction as the format `age` uses it: pieces of 64 KiB, each sealed by AES-256-GCM with
a nonce of eleven bytes that count and one that marks the last piece. Each file has a key of its own, made by
scrypt of what the operator gave and a random salt, so that no nonce is ever used twice with a key.
"""

from __future__ import annotations

import hashlib
import io
import os
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from community.keeping.trouble import damaged, wrong_key

MAGIC = b"commonplace sealed backup 1\n"
SALT_BYTES = 16
PIECE = 64 * 1024
TAG_BYTES = 16


class Sealing(io.RawIOBase):
    """Writes into `file` what is written into it, sealed; `close` writes the last piece and its mark."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        super().__init__()
        salt = os.urandom(SALT_BYTES)
        file.write(MAGIC + salt)
        self._file, self._cipher = file, _cipher(key, salt)
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Take `data`; what fills a piece is written."""
        self._waiting += data
        while len(self._waiting) > PIECE:  # a full one waits too, as it may be the last
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def close(self) -> None:
        """Write what waits as the last piece; `file` stays open."""
        if not self.closed:
            self._put(bytes(self._waiting), is_last=True)
        super().close()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, MAGIC))
        self._number += 1


class Unsealing(io.RawIOBase):
    """Reads what `Sealing` wrote into `file`.

    Raises:
        Refused: as soon as a piece is not what was written, or the end is missing.
    """

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        super().__init__()
        salt = file.read(len(MAGIC) + SALT_BYTES)[len(MAGIC) :]
        if len(salt) < SALT_BYTES:
            raise damaged()
        self._file, self._cipher = file, _cipher(key, salt)
        self._next = file.read(PIECE + TAG_BYTES)
        self._open = memoryview(b"")
        self._number = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as this piece goes; 0 at the end."""
        if not self._open and (self._next or not self._number):
            self._open = memoryview(self._opened())
        count = min(len(buffer), len(self._open))
        buffer[:count] = self._open[:count]
        self._open = self._open[count:]
        return count

    def _opened(self) -> bytes:
        piece, self._next = self._next, self._file.read(PIECE + TAG_BYTES)
        try:
            opened = self._cipher.decrypt(_nonce(self._number, is_last=not self._next), piece, MAGIC)
        except InvalidTag as error:
            raise (damaged() if self._number else wrong_key()) from error
        self._number += 1
        return opened


def is_sealed(file: IO[bytes]) -> bool:
    """Whether `file`, which stands at its beginning and stands there again, is one that `Sealing` wrote."""
    found = file.read(len(MAGIC)) == MAGIC
    file.seek(0)
    return found


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(hashlib.scrypt(key, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
