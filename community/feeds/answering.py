"""Who reads a feed, and the answer that costs least: nothing new, or the feed itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlencode

from flask import Response, current_app, request

from community.accounts.current import viewer
from community.accounts.models import Viewer
from community.accounts.service.feed_tokens import open_feed
from community.feeds.editions import in_editions
from community.feeds.items import Span, Version
from community.feeds.periods import Edition
from community.feeds.sources import Source
from community.feeds.writing import FORMS, Places, written
from community.feeds.writing.kept import written_feeds
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _, in_language, language

LONGEST_TOKEN = 200
SAID_IN_ADDRESS = ("q", "edition")
"""What an address asks for, besides its path; the secret is no part of it."""


class Gone(NotFound):
    """The address of a feed is no longer good."""

    status = 410


def reader() -> Viewer:
    """Who reads: the member whose token is in the address, else whoever is signed in.

    Raises:
        Gone: when the token is unknown, over, revoked, meant for another feed, or its member is suspended.
    """
    token = request.args.get("token", "")[:LONGEST_TOKEN]
    if not token:
        return viewer()
    member = open_feed(token, scope_of_this())
    if member is None:
        raise Gone(_("This feed's address is no longer good. Sign in and make a new one under Settings, Feeds."))
    return member


def scope_of_this() -> str:
    """What a token has to open for this request: the path, and for a search what is looked for."""
    asked = request.args.get("q", "")
    return f"{request.path}?{urlencode({'q': asked})}" if asked else request.path


def feed_answer(form: str, source_for: Callable[[Viewer], Source]) -> Response:
    """The feed for whoever reads, in their language."""
    who = reader()
    if who is None:
        return _answer(form, source_for(who), who)
    with in_language(who.language, who.timezone):
        return _answer(form, source_for(who), who)


def _answer(form: str, whole: Source, who: Viewer) -> Response:
    """The feed, or «nothing new» before anything of it is loaded or written."""
    source = _in_editions(whole, who)
    rows, hub = source.rows(Span()), hub_for(who)
    version = Version(rows)
    about = (language(), source.channel.title, source.channel.subtitle, hub)
    response = conditional(FORMS[form], f"{form}-{version.tag(*about)}", version.changed_at, who)
    if hub:
        links = f'<{hub}>; rel="hub", <{site() + _own_path()}>; rel="self"'
        response.headers["Link"] = links
    if response.status_code != 304:
        places = Places(site(), _own_path(), version.changed_at, hub)
        zone = who.timezone if who is not None else ""
        response.data = written_feeds().of(
            (response.headers["ETag"], places, zone),
            lambda: written(form, source.channel, source.items(rows), places),
        )
    return response


def conditional(media_type: str, tag: str, changed_at: datetime | None, who: Viewer) -> Response:
    """An answer without a body yet, which is «nothing new» (304) for a reader that knows this state.

    Args:
        tag: a word for the state of what is answered.
        changed_at: when it last changed, for readers that know dates alone; None where a date would not tell all.
        who: for whom it is; what is for nobody in particular may be kept by caches on the way.
    """
    response = Response(mimetype=media_type)
    response.set_etag(tag, weak=True)
    response.last_modified = changed_at
    response.headers["Cache-Control"] = "private, max-age=300" if who is not None else "public, max-age=300"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.vary.update(("Cookie", "Accept-Language"))
    if "token" in request.args:
        response.headers["X-Robots-Tag"] = "noindex"
    response.make_conditional(request)
    return response


def site() -> str:
    """The address of the site, without a slash at its end."""
    return str(current_app.config["SITE_URL"]).rstrip("/")


def hub_for(who: Viewer) -> str:
    """The hub that tells of news in this feed: of what is open to everybody, and of nothing else."""
    return str(current_app.config["WEBSUB_HUB"]) if who is None and current_app.config["PUBLIC_ALLOWED"] else ""


def _in_editions(source: Source, who: Viewer) -> Source:
    wanted = request.args.get("edition", "")
    if not wanted:
        return source
    if wanted not in set(Edition):
        raise NotFound(_("A feed comes as it is, or in editions by day, week or month."))
    path, _dot, _form = request.path.rpartition(".")
    return in_editions(
        source,
        Edition(wanted),
        key=f"{path}{scope_of_this().removeprefix(request.path)}".removeprefix("/feeds/"),
        author=str(current_app.config["SITE_NAME"]),
        now=clock.now(),
        zone=who.timezone if who is not None else str(current_app.config["DEFAULT_TIMEZONE"]),
    )


def _own_path() -> str:
    """The address of this feed without its secret."""
    said = {name: request.args[name] for name in SAID_IN_ADDRESS if request.args.get(name)}
    return quote(request.path) + (f"?{urlencode(said)}" if said else "")
