"""What the product's own search costs a member, from what was typed to the segments that its page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from benchmarks.asking import Ask, Cost, cost, cost_of, once
from benchmarks.filling import READER
from benchmarks.pages import Community
from benchmarks.searching.asked import ONE_WORD, Asked
from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID
from community.entries import search_index
from community.entries.models import Entry
from community.experts.queries import experts_for_question
from community.kernel.db import commit, reading, session
from community.questions.models import Question
from community.search import queries
from community.search.facets import FACETS_OVER, Result, counted_columns, facets_of
from community.search.language import Parsed, parse
from community.search.match import matches
from community.search.snippets import Segment, highlight, snippet

ADDED, ROUTED = 50, 20
TODAY = datetime.now(UTC).date()


def search_costs(site: Community, searches: Mapping[str, Sequence[Asked]]) -> dict[str, Cost]:
    """What each sort of search costs with facets and snippets; and of one word, what these two do."""
    with site.app.app_context(), reading():
        costs = {sort: cost(site, [partial(search, asked=each) for each in asked]) for sort, asked in searches.items()}
        costs["facets of one word"] = cost(site, [_counting(each) for each in searches[ONE_WORD]])
        costs["snippets of one word"] = cost(site, [_showing(each) for each in searches[ONE_WORD]])
    return costs


def search(member: Member, asked: Asked) -> list[int]:
    """Find, count and show a page of what a member asks for."""
    found = queries.search(member, _parsed(asked))
    for entry in found.entries:
        _shown(entry.title, entry.text, found.parsed)
    return [entry.id for entry in found.entries]


def adding_cost(site: Community) -> Cost:
    """What it costs to put one entry into the index and to commit it; the next search has to find it."""
    with site.app.app_context():
        entries = session().scalars(sa.select(Entry).where(Entry.audience_id == ORGANIZATION_ID).limit(ADDED))
        documents = [search_index.Document(e.id, f"{e.title} {_fresh(e.id)}", e.tag_names, e.text) for e in entries]
        search_index.remove(session().connection(), [document.entry_id for document in documents])
        commit()
        return cost_of([_adding(site, document) for document in documents])


def routing_cost(site: Community) -> Cost:
    """What it costs to find who may know the answer to a question."""
    with site.app.app_context(), reading():
        ids = session().scalars(sa.select(Question.entry_id).order_by(Question.entry_id)).all()
        return cost(site, [partial(_route, question_id=each) for each in Random(13).sample(ids, ROUTED)])


def _parsed(asked: Asked) -> Parsed:
    words = " ".join(asked.words)
    text = f'"{words}"' if asked.is_phrase else words + ("*" if asked.is_open else "")
    filters = [f"{name}:{value}" for name, value in (("tag", asked.tag), ("author", asked.author)) if value]
    return parse(" ".join([text, *filters]), today=TODAY)


def _shown(title: str, text: str, parsed: Parsed) -> list[Segment]:
    return [*highlight(title, parsed.tree), *snippet(text, parsed.tree)]


def _counting(asked: Asked) -> Ask:
    member, parsed = session().get_one(Member, READER), _parsed(asked)
    assert parsed.tree is not None
    engine = session().connection().dialect.name
    found = counted_columns(member, sa.literal(0.0)).where(matches(parsed.tree, engine, Entry.id))
    rows = [Result(*row) for row in session().execute(found.limit(FACETS_OVER))]
    return lambda _member: facets_of(rows, TODAY, ZoneInfo("UTC"))


def _showing(asked: Asked) -> Ask:
    parsed = _parsed(asked)
    found = queries.search(session().get_one(Member, READER), parsed)
    texts = [(entry.title, entry.text, parsed) for entry in found.entries]
    return lambda _member: [_shown(*each) for each in texts]


def _adding(site: Community, document: search_index.Document) -> float:
    def add(_member: Member) -> None:
        search_index.put(session().connection(), document)
        commit()

    milliseconds = once(site, add)
    assert search(session().get_one(Member, READER), Asked([_fresh(document.entry_id)])) == [document.entry_id]
    return milliseconds


def _fresh(entry_id: int) -> str:
    """A word that no other entry has."""
    return f"fresh{entry_id}"


def _route(member: Member, question_id: int) -> object:
    return experts_for_question(member, session().get_one(Entry, question_id))
