"""Photos of members: whatever was sent is drawn anew, so that nothing but the picture is kept."""

from __future__ import annotations

import io
import re
import secrets
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from community.kernel.errors import Refused
from community.kernel.i18n import _

FOLDER = "photos"
SIDE = 256
LARGEST_FILE = 8 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What Pillow raises for damaged files, by kind of damage.
UNREADABLE = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
)

_name = re.compile(r"[0-9a-f]{32}\.webp")


def redrawn(data: bytes) -> bytes:
    """The picture in `data` as a small square WebP, turned the right way, without any notes about where it was taken.

    Raises:
        Refused: when it is no picture of a known kind, is damaged, or is too large.
    """
    if len(data) > LARGEST_FILE:
        raise Refused(_("This picture is larger than 8 MB. Please choose a smaller one."))
    try:
        # Only the head is read here: what would unfold to more than we hold is refused before it does.
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This picture has too many pixels. Please choose a smaller one."))
            return _encoded(_square(picture))
    except UNREADABLE as error:
        raise Refused(_("This is not a picture that can be read. Please choose a JPEG, PNG, WebP or GIF.")) from error


def keep(data: bytes, uploads: str) -> str:
    """Write the picture in `data` under a random name below `uploads`; gives the name.

    Raises:
        Refused: see `redrawn`.
    """
    picture = redrawn(data)
    folder = Path(uploads) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{secrets.token_hex(16)}.webp"
    unfinished = folder / f"{name}.part"
    unfinished.write_bytes(picture)
    unfinished.replace(folder / name)
    return name


def kept(name: str, uploads: str) -> bytes | None:
    """The picture under `name`, or None when there is none."""
    if not is_photo_name(name):
        return None
    try:
        return (Path(uploads) / FOLDER / name).read_bytes()
    except FileNotFoundError:
        return None


def forget(name: str, uploads: str) -> None:
    """Remove a photo that nobody shows any more."""
    if is_photo_name(name):
        (Path(uploads) / FOLDER / name).unlink(missing_ok=True)


def is_photo_name(name: str) -> bool:
    """Whether `name` is one that `keep` gives."""
    return bool(_name.fullmatch(name))


def _square(picture: Image.Image) -> Image.Image:
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    has_holes = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    drawn = ImageOps.exif_transpose(picture).convert("RGBA" if has_holes else "RGB")
    return ImageOps.fit(drawn, (SIDE, SIDE), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image) -> bytes:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
