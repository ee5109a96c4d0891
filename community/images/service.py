"""The verbs of pictures: keep one, and forget what is no longer shown."""

from __future__ import annotations

from pathlib import Path

from PIL import Image as Drawing
from sqlalchemy.exc import IntegrityError

from community.accounts.models import Member
from community.images.models import Image, ImageUpload
from community.images.names import name_of
from community.kernel import clock, kept_files, pictures
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _

FOLDER = "images"
LONGEST_SIDE = 2000
MEGABYTE = 1_000_000


def keep_image(data: bytes, *, by: Member, uploads: str, most_megabytes: int) -> Image:
    """Draw the picture in `data` anew and keep it for `by`, who alone sees it until a text shows it.

    Sent twice, or by two people, it is kept once.

    Args:
        data: the file as it was sent.
        by: who sent it.
        uploads: the folder of everything that members send.
        most_megabytes: how large the file may be.

    Raises:
        Refused: when it is too large, or no picture that can be read.
    """
    if not data:
        raise Refused(_("Please choose a picture."))
    if len(data) > most_megabytes * MEGABYTE:
        raise Refused(too_large(len(data), most_megabytes))
    picture = pictures.redrawn(data, _bounded, near=LONGEST_SIDE)
    name = name_of(picture)
    # The file comes first, and is written even when it is there: the sweep lets alone what is new.
    kept_files.keep(Path(uploads) / FOLDER, name, picture.data)
    return _noted(name, len(picture.data), by)


def too_large(size: int, most_megabytes: int) -> str:
    """The sentence that refuses a file of `size` bytes."""
    megabytes = max(-(-size // MEGABYTE), most_megabytes + 1)
    return _("This picture has %(size)d MB; at most %(most)d MB are taken.", size=megabytes, most=most_megabytes)


def image_data(name: str, uploads: str) -> bytes | None:
    """The picture called `name`, or None when there is none. Whether somebody may see it is not asked here."""
    return kept_files.kept(Path(uploads) / FOLDER, name)


def _bounded(picture: Drawing.Image) -> Drawing.Image:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Drawing.Resampling.LANCZOS)
    return picture


def _noted(name: str, size: int, by: Member) -> Image:
    # Of two sendings at once the second waits here, and finds what the first noted.
    session().refresh(by, ["state"], with_for_update={"key_share": True})
    image = _image(name, size)
    upload = session().get(ImageUpload, (name, by.id))
    if upload is None:
        session().add(ImageUpload(image_name=name, member_id=by.id, at=clock.now()))
    else:
        upload.at = clock.now()
    session().flush()
    return image


def _image(name: str, size: int) -> Image:
    image = session().get(Image, name)
    if image is not None:
        return image
    try:
        with session().begin_nested():
            session().add(image := Image(name=name, size=size))
    except IntegrityError:  # somebody else sent the same picture at this moment
        return session().get_one(Image, name)
    return image
