"""All feeds of a member in one list that a reader can import."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import Response, abort, current_app, request

from community.accounts import queries as accounts
from community.accounts.current import token_holders
from community.accounts.feed_names import name_of_feed
from community.accounts.models import Member
from community.accounts.service.feed_tokens import open_feed
from community.feeds import opml, queries
from community.feeds.answering import conditional, reader, site
from community.feeds.items import EPOCH, Row, Version
from community.feeds.opml import Folder, Subscription
from community.feeds.routes.blueprint import bp
from community.kernel import clock
from community.kernel.i18n import _, in_language
from community.programs import queries as programs

FORM = "atom"
ANYWHERE = "/feeds/"
Line = tuple[str, str, str]
"""The path of a feed, what it is called, and the page that shows the same."""


@bp.get("/subscriptions.opml")
@token_holders
def subscriptions() -> Response:
    """All feeds of a member, each with the secret of this very address, if it opens them all."""
    member = reader()
    if member is None:
        abort(401)
    with in_language(member.language, member.timezone):
        title = _("%(name)s: my subscriptions", name=current_app.config["SITE_NAME"])
        folders = _folders(member, _secret_for_all())
        told = [Row(one.feed_url, 0, EPOCH, EPOCH, one.title) for folder in folders for one in folder.subscriptions]
        response = conditional("text/x-opml", Version(told).tag(title, member.name), None, member)
        if response.status_code != 304:
            response.data = opml.written(title, member.name, folders)
            response.headers["Content-Disposition"] = "attachment; filename=subscriptions.opml"
    return response


def _secret_for_all() -> str:
    """The secret of this address, if it opens every feed; one that opens this list alone is no use in others."""
    token = request.args.get("token", "")
    return token if token and open_feed(token, ANYWHERE) is not None else ""


def _folders(member: Member, secret: str) -> Sequence[Folder]:
    follows = queries.follows_of(member)
    mine = [
        (f"/feeds/enrollments/{one.id}", one.cohort.program.title, "/programs/mine")
        for one in programs.enrollments_of(member)
    ]
    said = [
        (_("The community"), _community()),
        (_("Your programs"), mine),
        (_("Topics"), [(f"/feeds/tag/{quote(name)}", name, f"/tags/{quote(name)}") for name in follows.tags]),
        (
            _("People"),
            [(f"/feeds/members/{m.username}", m.name, f"/members/{m.username}/blog") for m in follows.people],
        ),
        (_("Conversations"), [(f"/feeds/entries/{e.id}", e.title or e.summary[:60], e.path) for e in follows.pages]),
        (_("Addresses that you made"), _made(member)),
    ]
    behind = f"?token={secret}" if secret else ""
    return [
        Folder(title, [Subscription(name, _address(path, behind), site() + page) for path, name, page in feeds])
        for title, feeds in said
    ]


def _address(path: str, behind: str) -> str:
    form = "" if "." in path.rpartition("/")[2] else f".{FORM}"
    return site() + path + form + (behind.replace("?", "&") if "?" in path else behind)


def _community() -> list[Line]:
    return [
        ("/feeds/stream", _("What is new"), "/"),
        ("/feeds/following", _("What I follow"), "/?view=following"),
        ("/feeds/questions", _("Newest questions"), "/questions"),
        ("/feeds/questions/unanswered", _("Unanswered questions"), "/questions?sort=unanswered"),
        ("/feeds/bookmarks", _("Newest bookmarks"), "/bookmarks"),
    ]


def _made(member: Member) -> list[Line]:
    """The single feeds that the member made addresses for; their secrets are kept nowhere."""
    now = clock.now()
    good = [
        one
        for one in accounts.feed_tokens(member)
        if one.scope != "all" and (one.expires_at is None or one.expires_at > now)
    ]
    listed = dict.fromkeys(one.scope for one in good if not one.scope.endswith((".opml", ".ics")))
    return [(quote(scope, safe="/?=&%+"), name_of_feed(scope), "/settings/feeds") for scope in listed]
