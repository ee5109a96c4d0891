"""Photos of members: small squares, kept under names that nobody guesses."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from PIL import Image, ImageOps

from community.kernel import kept_files, pictures
from community.kernel.errors import Refused
from community.kernel.i18n import _

FOLDER = "photos"
SIDE = 256
LARGEST_FILE = 8 * 1024 * 1024

_name = re.compile(r"[0-9a-f]{32}\.webp")


def redrawn(data: bytes) -> bytes:
    """The picture in `data` as a small square WebP, turned the right way, without any notes about where it was taken.

    Raises:
        Refused: when it is no picture of a known kind, is damaged, or is too large.
    """
    if len(data) > LARGEST_FILE:
        raise Refused(_("This picture is larger than 8 MB. Please choose a smaller one."))
    return pictures.redrawn(data, _square, near=SIDE * 2).data


def keep(data: bytes, uploads: str) -> str:
    """Write the picture in `data` under a random name below `uploads`; gives the name.

    Raises:
        Refused: see `redrawn`.
    """
    picture = redrawn(data)
    name = f"{secrets.token_hex(16)}.webp"
    kept_files.keep(_folder(uploads), name, picture)
    return name


def kept(name: str, uploads: str) -> bytes | None:
    """The picture under `name`, or None when there is none."""
    return kept_files.kept(_folder(uploads), name) if is_photo_name(name) else None


def forget(name: str, uploads: str) -> None:
    """Remove a photo that nobody shows any more."""
    if is_photo_name(name):
        kept_files.forget(_folder(uploads), name)


def is_photo_name(name: str) -> bool:
    """Whether `name` is one that `keep` gives."""
    return bool(_name.fullmatch(name))


def _folder(uploads: str) -> Path:
    return Path(uploads) / FOLDER


def _square(picture: Image.Image) -> Image.Image:
    return ImageOps.fit(picture, (SIDE, SIDE), Image.Resampling.LANCZOS)
