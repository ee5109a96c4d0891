"""Who reads a feed, and the answer that costs least: nothing new, or the feed itself."""

from __future__ import annotations

from flask import Response, current_app, request

from community.accounts.current import viewer
from community.accounts.models import Viewer
from community.accounts.service.feed_tokens import open_feed
from community.feeds.sources import Source
from community.feeds.writing import MIMETYPES, written
from community.kernel.errors import NotFound
from community.kernel.i18n import _

LONGEST_TOKEN = 200


class Gone(NotFound):
    """The address of a feed is no longer good."""

    status = 410


def reader() -> Viewer:
    """Who reads: the member whose token is in the address, else whoever is signed in.

    Raises:
        Gone: when the token is unknown, revoked, meant for another feed, or its member is suspended.
    """
    token = request.args.get("token", "")[:LONGEST_TOKEN]
    if not token:
        return viewer()
    member = open_feed(token, request.path)
    if member is None:
        raise Gone(_("This feed's address is no longer good. Sign in and make a new one under Settings, Feeds."))
    return member


def answer(form: str, source: Source) -> Response:
    """The feed, or «nothing new» before anything of it is loaded or written."""
    response = Response(mimetype=MIMETYPES[form])
    response.set_etag(f"{form}-{source.version.tag}", weak=True)
    response.last_modified = source.version.changed_at
    response.headers["Cache-Control"] = "private, max-age=300" if reader_is_known() else "public, max-age=300"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.make_conditional(request)
    if response.status_code != 304:
        site = str(current_app.config["SITE_URL"]).rstrip("/")
        response.data = written(form, source.channel, source.items(), site=site, own_path=request.path)
    return response


def reader_is_known() -> bool:
    """Whether what is answered is for one member alone."""
    return "token" in request.args or viewer() is not None
