"""How a picture is called: by what it holds and how large it is, so that an address never shows another."""

from __future__ import annotations

import hashlib
import re

from community.kernel.pictures import Picture

PATH = "/media/images/"
LONGEST_NAME = 60

_name = re.compile(r"[0-9a-f]{32}-[1-9][0-9]{0,4}x[1-9][0-9]{0,4}\.webp", re.ASCII)
_shown = re.compile(rf'<img\b[^>]*? src="{PATH}({_name.pattern})"', re.ASCII)


def name_of(picture: Picture) -> str:
    """The name of `picture`: the same for the same picture, and guessed by nobody who does not have it."""
    digest = hashlib.sha256(picture.data).hexdigest()[:32]
    return f"{digest}-{picture.width}x{picture.height}.webp"


def is_image_name(name: str) -> bool:
    """Whether `name` is one that `name_of` gives."""
    return bool(_name.fullmatch(name))


def names_shown(html: str) -> list[str]:
    """The names of the pictures that a sanitised text shows, each once, in the order of reading."""
    return list(dict.fromkeys(_shown.findall(html)))
