"""Pictures that members send: each is drawn anew, so that nothing but the picture itself is kept."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from community.kernel.errors import Refused
from community.kernel.i18n import _

MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MEDIA_TYPE = "image/webp"
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

Shape = Callable[[Image.Image], Image.Image]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: a WebP without notes, and its size in pixels."""

    data: bytes
    width: int
    height: int


def redrawn(data: bytes, shape: Shape, *, near: int) -> Picture:
    """The picture in `data`, told by its bytes and by no name, turned the right way and brought into shape.

    Of an animation the first image is taken. Notes about where and with what it was taken are left behind.

    Args:
        data: a file as it was sent.
        shape: makes the upright picture as large as it is to be.
        near: a side in pixels that is enough to work with, so that a large JPEG need not be unfolded whole.

    Raises:
        Refused: when it is no picture of a known kind, is damaged, or has too many pixels.
    """
    try:
        # Only the head is read here: what would unfold to more than we hold is refused before it does.
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This picture has too many pixels. Please choose a smaller one."))
            is_drawn = picture.format in {"PNG", "GIF"}
            return _encoded(shape(_upright(picture, near)), is_drawn=is_drawn)
    except UNREADABLE as error:
        raise Refused(_("This is not a picture that can be read. Please choose a JPEG, PNG, WebP or GIF.")) from error


def _upright(picture: Image.Image, near: int) -> Image.Image:
    picture.draft("RGB", (near, near))
    has_holes = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    return ImageOps.exif_transpose(picture).convert("RGBA" if has_holes else "RGB")


def _encoded(picture: Image.Image, *, is_drawn: bool) -> Picture:
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    # Screenshots and drawings have fine lines and letters, which need more than photos do.
    bare.save(out, "WEBP", quality=92 if is_drawn else 82, method=4)
    return Picture(out.getvalue(), *bare.size)
