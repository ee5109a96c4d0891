"""One box for everything that the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.accounts.models import Member
from community.accounts.queries import members_like
from community.bookmarks.queries import AlsoSaved, also_saved
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.tag_queries import tags_for_completion
from community.kernel import clock
from community.kernel.db import commit
from community.search import queries, unmet
from community.search.facets import Facets
from community.search.filters import Filters
from community.search.language import LONGEST, Parsed, parse
from community.search.models import SavedSearch
from community.search.narrowing import Group, asked, groups
from community.search.notices import sentence
from community.search.routes import bp
from community.search.saving import saved_as
from community.search.snippets import Segment, highlight, snippet

PEOPLE, TAGS = 4, 6


@dataclass(frozen=True)
class Result:
    """An entry that was found, with what shows why."""

    entry: Entry
    title: list[Segment]
    snippet: list[Segment]


@bp.get("/search")
@anyone
def index() -> ResponseReturnValue:
    """What was found, or how to search."""
    text = request.args.get("q", "")[: LONGEST * 2]
    if not text.strip():
        return render_template("search/help.html", search_text="", kinds=[kind.value for kind in Kind])
    parsed = _parsed(text)
    found = queries.search(viewer(), parsed, page=_page(), by_date=request.args.get("sort") == "date")
    _note_if_in_vain(found, parsed)
    savers = also_saved(found.entries, viewer())
    is_thin = found.facets.total < queries.THIN and _page() == 1
    return render_template(
        "search/results.html",
        search_text=text,
        found=found,
        results=[_result(entry, found.parsed) for entry in _once(found.entries, savers)],
        savers=savers,
        notices=[sentence(notice) for notice in parsed.notices],
        asked=asked(text, _without),
        groups=_groups(text, found.facets, parsed.filters),
        tags=found.facets.tags_in(text),
        saved=_saved(text),
        correction=queries.correction_for(viewer(), parsed) if is_thin else None,
        people=_people(text),
        page=_page(),
        by_date=request.args.get("sort") == "date",
        address=_address,
    )


@bp.get("/search/suggest")
@members
def suggest() -> Response:
    """How what is being typed may go on: words, tags and people, within the member's rights.

    Answers in the form that browsers ask for (OpenSearch Suggestions 1.0) with `form=opensearch`.
    """
    text = request.args.get("q", "")[:LONGEST]
    words = queries.completed(me(), text)
    if request.args.get("form") == "opensearch":
        return jsonify([text, words])
    return jsonify(
        words=words,
        tags=[tag.name for tag in tags_for_completion(me(), text, TAGS)],
        people=[{"name": m.name, "username": m.username} for m in members_like(text, PEOPLE) if text.strip()],
    )


@bp.get("/search/opensearch.xml")
@anyone
def opensearch() -> Response:
    """What lets a browser search here from its own box (OpenSearch 1.1)."""
    page = render_template("search/opensearch.xml", site_url=str(current_app.config["SITE_URL"]).rstrip("/"))
    return Response(page, mimetype="application/opensearchdescription+xml")


def _parsed(text: str) -> Parsed:
    member = viewer()
    return parse(text, today=_today(), language=member.language if member is not None else "en")


def _today() -> date:
    member = viewer()
    return clock.now().astimezone(ZoneInfo(member.timezone if member is not None else "UTC")).date()


def _page() -> int:
    typed = request.args.get("page", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return min(max(number, 1), queries.LAST_PAGE)


def _note_if_in_vain(found: queries.Found, parsed: Parsed) -> None:
    """Count for needs what a member finds nothing for; neither they nor their words are kept."""
    member = viewer()
    if member is None or found.has_all_words or _page() > 1:
        return
    if unmet.note(member, parsed):
        commit()


def _saved(text: str) -> SavedSearch | None:
    member = viewer()
    return saved_as(member, text) if member is not None else None


def _groups(text: str, facets: Facets, filters: Filters) -> list[Group]:
    by_date = request.args.get("sort") == "date"
    return groups(facets, filters, lambda more: _address(f"{text} {more}", by_date=by_date))


def _without(text: str) -> str:
    return _address(text, by_date=request.args.get("sort") == "date")


def _people(text: str) -> list[Member]:
    if _page() > 1 or viewer() is None:
        return []
    return list(members_like(text.strip(), PEOPLE))


def _once(entries: Iterable[Entry], savers: Mapping[int, AlsoSaved]) -> Iterator[Entry]:
    """Each entry, but of a page that several people saved only the best bookmark, which names the others."""
    shown: set[int] = set()
    for entry in entries:
        by = savers.get(entry.id)
        if by is None or by.resource_id not in shown:
            yield entry
        if by is not None:
            shown.add(by.resource_id)


def _result(entry: Entry, parsed: Parsed) -> Result:
    title = highlight(entry.title, parsed.tree, entry.language)
    return Result(entry, title, snippet(entry.text, parsed.tree, entry.language))


def _address(text: str, *, page: int = 1, by_date: bool = False) -> str:
    asked = {"q": text} | ({"sort": "date"} if by_date else {}) | ({"page": str(page)} if page > 1 else {})
    return f"/search?{urlencode(asked)}"
