"""Pictures in texts: taking one while somebody writes, and showing it to those who see the text."""

from __future__ import annotations

from flask import Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from community.accounts.current import anyone, me, members, viewer
from community.entries.routes import bp
from community.entries.routes.composing import who_types
from community.entries.shown_images import may_see_image
from community.images.models import Image
from community.images.service import MEGABYTE, image_data, keep_image
from community.kernel.db import commit
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.limits import limiter
from community.kernel.pictures import MEDIA_TYPE

A_YEAR = 365 * 24 * 60 * 60
HOW_OFTEN = "20 per minute;300 per day"
# Whatever its bytes might pass for, a browser does nothing with it but draw it.
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": f"private, max-age={A_YEAR}, immutable",
}

images_of_a_member = limiter.shared_limit(HOW_OFTEN, scope="images", key_func=who_types)


@bp.post("/images")
@members
@images_of_a_member
def send_image() -> ResponseReturnValue:
    """Keep a picture for the text that is being written, and say how to show it there."""
    image = taken(request.files.get("picture"))
    commit()
    return jsonify(path=image.path, alt=alt_text(), markdown=markdown_of(image)), 201


@bp.get("/media/images/<image_name>")
@anyone
def image(image_name: str) -> ResponseReturnValue:
    """A picture, for whoever may see an entry that shows it, and for who sent it."""
    data = image_data(image_name, _uploads()) if may_see_image(viewer(), image_name) else None
    if data is None:
        raise NotFound(_("There is no such picture, or it is not open to you."))
    response = Response(data, mimetype=MEDIA_TYPE, headers=HARMLESS)
    response.set_etag(image_name)
    return response.make_conditional(request)


@bp.app_template_global()
def image_megabytes() -> int:
    """How large a picture may be, for the words of the editor."""
    return int(current_app.config["IMAGE_MEGABYTES"])


def taken(file: FileStorage | None) -> Image:
    """Keep the picture that a form sent; no more of it is read than may be taken.

    Raises:
        Refused: when there is none, or it cannot be taken.
    """
    most = current_app.config["IMAGE_MEGABYTES"]
    data = file.read(current_app.config["MAX_CONTENT_LENGTH"] + MEGABYTE) if file else b""
    return keep_image(data, by=me(), uploads=_uploads(), most_megabytes=most)


def alt_text() -> str:
    """The words that ask for a description, where the description is to stand."""
    return _("describe the picture")


def markdown_of(image: Image) -> str:
    """What is written into a text to show `image`."""
    return f"![{alt_text()}]({image.path})"


def _uploads() -> str:
    return str(current_app.config["UPLOADS"])
