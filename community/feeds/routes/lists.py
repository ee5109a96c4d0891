"""The feeds of lists: the stream, blogs, tags, questions, bookmarks, threads, what one follows, and searches."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import abort, current_app, request

from community.accounts.models import Member, Viewer
from community.accounts.queries import member_by_username
from community.bulletins import queries as bulletin_queries
from community.entries import queries as entries
from community.entries import tag_queries
from community.entries.kinds import STREAM_KINDS, Kind
from community.feeds import queries
from community.feeds.items import Channel
from community.feeds.routes.blueprint import feed, loaded
from community.feeds.sources import Source
from community.groups import queries as groups
from community.kernel import clock
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.questions import queries as questions
from community.questions.queries import Order
from community.search import queries as searching
from community.topics.models import Tag

LONGEST_SEARCH = 500


@feed("/stream")
def stream(who: Viewer) -> Source:
    """What is new for whoever reads."""
    channel = Channel(current_app.config["SITE_NAME"], "/", _("What is new"))
    return _source(channel, entries.listed(who, *STREAM_KINDS))


@feed("/following")
def following(who: Viewer) -> Source:
    """What the people wrote whom the reader follows, and what bears their tags."""
    return _source(Channel(_("What I follow"), "/?view=following"), queries.followed(_member(who)))


@feed("/members/<username>")
def blog(who: Viewer, username: str) -> Source:
    """A member's reflections."""
    author = _author(username)
    channel = Channel(_("Reflections by %(name)s", name=author.name), f"/members/{author.username}/blog")
    return _source(channel, entries.written_by(author, who, Kind.REFLECTION))


@feed("/members/<username>/bookmarks")
def bookmarks_by(who: Viewer, username: str) -> Source:
    """What a member saved."""
    author = _author(username)
    channel = Channel(_("Bookmarks by %(name)s", name=author.name), f"/members/{author.username}?tab=bookmarks")
    return _source(channel, entries.written_by(author, who, Kind.BOOKMARK))


@feed("/reflections")
def reflections(who: Viewer) -> Source:
    """The newest reflections."""
    return _source(Channel(_("Newest reflections"), "/?kind=reflection"), entries.listed(who, Kind.REFLECTION))


@feed("/bulletins")
def bulletins(who: Viewer) -> Source:
    """The newest issues of all bulletins."""
    return _source(Channel(_("Bulletins"), "/bulletins"), entries.listed(who, Kind.BULLETIN))


@feed("/bulletins/<int:bulletin_id>")
def issues(who: Viewer, bulletin_id: int) -> Source:
    """The issues of a bulletin."""
    found = bulletin_queries.bulletin_for(who, bulletin_id)
    if found is None:
        raise NotFound(_("There is no such bulletin, or it is not open to you."))
    return _source(Channel(found.title, found.path, found.about), bulletin_queries.published(found, who))


@feed("/groups/<group_slug>")
def group(who: Viewer, group_slug: str) -> Source:
    """What was written for a community, for its own people."""
    found = groups.group_for(who, group_slug)
    mine = groups.membership_of(found, who) if found is not None else None
    if found is None or mine is None or not mine.is_in:
        raise NotFound(_("There is no such community, or you do not belong to it."))
    return _source(Channel(found.name, found.path, found.purpose), groups.stream_of(found, who))


@feed("/bookmarks")
def bookmarks(who: Viewer) -> Source:
    """The newest bookmarks."""
    return _source(Channel(_("Newest bookmarks"), "/bookmarks"), entries.listed(who, Kind.BOOKMARK))


@feed("/bookmarks/tag/<name>")
def bookmarks_on(who: Viewer, name: str) -> Source:
    """The newest bookmarks that bear a tag."""
    found = _tag(who, name)
    channel = Channel(_("Bookmarks on %(tag)s", tag=found.name), f"/bookmarks?{urlencode({'tag': found.name})}")
    return _source(channel, entries.tagged(found, who, Kind.BOOKMARK))


@feed("/tag/<name>")
def tag(who: Viewer, name: str) -> Source:
    """What bears a tag."""
    found = _tag(who, name)
    return _source(
        Channel(found.name, f"/tags/{found.name}", found.description), entries.tagged(found, who, *STREAM_KINDS)
    )


@feed("/questions")
def newest_questions(who: Viewer) -> Source:
    """The newest questions."""
    return _source(Channel(_("Newest questions"), "/questions"), questions.entries_in(who, Order.NEWEST))


@feed("/questions/unanswered")
def unanswered_questions(who: Viewer) -> Source:
    """Questions that wait for an answer."""
    channel = Channel(_("Unanswered questions"), "/questions?sort=unanswered")
    return _source(channel, questions.entries_in(who, Order.UNANSWERED))


@feed("/questions/unaccepted")
def unaccepted_questions(who: Viewer) -> Source:
    """Questions with answers of which none is accepted."""
    channel = Channel(_("Questions without an accepted answer"), "/questions?sort=unaccepted")
    return _source(channel, questions.entries_in(who, Order.UNACCEPTED))


@feed("/questions/active")
def active_questions(who: Viewer) -> Source:
    """The newest answers, and what is said on questions."""
    channel = Channel(_("Newest answers and comments"), "/questions?sort=active")
    return _source(channel, queries.talk_on_questions(who))


@feed("/questions/tag/<name>")
def questions_on(who: Viewer, name: str) -> Source:
    """The newest questions that bear a tag."""
    found = _tag(who, name)
    channel = Channel(_("Questions on %(tag)s", tag=found.name), f"/questions?{urlencode({'tag': found.name})}")
    return _source(channel, entries.tagged(found, who, Kind.QUESTION))


@feed("/entries/<int:entry_id>")
def thread(who: Viewer, entry_id: int) -> Source:
    """What is said below an entry."""
    root = entries.entry_for(who, entry_id)
    if root is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    channel = Channel(_("Re: %(title)s", title=root.title or root.summary[:60]), root.path)
    return _source(channel, queries.talk_below(root, who))


@feed("/search")
def search(who: Viewer) -> Source:
    """What matches a search, the newest first; the address says what is looked for."""
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    zone = ZoneInfo(who.timezone if who is not None else "UTC")
    channel = Channel(_("Search: %(asked)s", asked=text or "…"), f"/search?{urlencode({'q': text, 'sort': 'date'})}")
    return _source(channel, searching.matching(who, text, today=clock.now().astimezone(zone).date()))


def _source(channel: Channel, statement: Any) -> Source:
    return queries.source_of(channel, statement, load=loaded)


def _member(who: Viewer) -> Member:
    if who is None:
        abort(401)
    return who


def _author(username: str) -> Member:
    author = member_by_username(username)
    if author is None:
        raise NotFound(_("Nobody here has this name."))
    return author


def _tag(who: Viewer, name: str) -> Tag:
    """The tag that is meant, if the reader may know of it; what another name stands for, they have to know as well."""
    named = tag_queries.known_tag(who, name)
    found = named.synonym_of or named if named is not None else None
    if found is None or (found is not named and not tag_queries.knows_tag(who, found)):
        raise NotFound(_("Nothing is tagged like this."))
    return found
