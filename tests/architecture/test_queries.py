"""What a page asks the database does not grow with its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import Member
from community.accounts.service.feed_tokens import make_feed_token
from community.bookmarks.service import save_bookmark
from community.entries import comments, drafts
from community.entries.models import Entry
from community.groups.models import Group
from community.groups.service import answer_request, join_group
from community.kernel.db import commit, session
from community.questions.models import Question
from community.questions.service import answer_question, ask_question
from community.reflections.service import publish_reflection
from tests.bad_input.world import World, make_world
from tests.canary.surfaces import WITHOUT_WORDS, filled
from tests.counting import statements
from tests.factories import a_member, a_team, an_entry
from tests.groups.factories import a_group

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

SignIn = Callable[[Member], FlaskClient]
MORE = 24
MOST = 5

# Pages of what one person wrote or keeps, of one thread, of one tag: with the arguments that have most rows.
WITH_ROWS = {"username": "ada", "name": "rigging", "form": "atom", "year": 2026}


@pytest.mark.parametrize("who", ["author", "administrator"])
def test_no_page_asks_more_for_many_rows_than_for_one(app: Flask, as_member: SignIn, who: str) -> None:
    world = make_world()
    client = as_member(world.cast.people[who])
    paths = list(_paths(app, world))
    few = {path: _asked(client, path) for path in paths}
    _fill(world)
    many = {path: _asked(client, path) for path in paths}
    grown = {path: (few[path], many[path]) for path in paths if many[path] > max(few[path], MOST)}
    assert grown == {}


def _asked(client: FlaskClient, path: str) -> int:
    client.get(path)  # what is remembered from the first time is not asked for again
    with statements() as sent:
        client.get(path)
    return len(sent)


def _paths(app: Flask, world: World) -> Iterator[str]:
    values = {name: [WITH_ROWS.get(name, some[0])] for name, some in world.values.items() if some}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in WITHOUT_WORDS:
            yield from filled(app, rule, values)


def _fill(world: World) -> None:
    """Add rows of everything that some page lists."""
    author, organization = world.cast.people["author"], world.cast.audiences["organization"]
    post = an_entry(author=author, audience=organization)
    question = session().get_one(Question, world.values["question_id"][0])
    group = session().scalars(select(Group)).one()
    read = session().get_one(Entry, world.values["entry_id"][0])
    for number in range(MORE):
        other = a_member(f"Zoe {number}")
        a_team(f"Crew {number}")
        join_group(a_group(author, name=f"Circle {number}"), by=world.cast.people["administrator"])
        join_group(group, by=other)
        answer_request(group, other, is_welcome=number % 2 == 0, by=author)
        an_entry(author=author, audience=group.audience)
        publish_reflection(
            author=author, audience=organization, title=f"Post {number}", source="Text.", tags=["rigging"]
        )
        save_bookmark(
            author=author, audience=organization, url=f"https://a.example/{number}", title="A page", tags=["rigging"]
        )
        ask_question(
            author=other, audience=organization, title=f"How is rope {number} rigged?", source="Text.", tags=["rigging"]
        )
        answer_question(question, by=other, source=f"Because of {number}.")
        comments.comment(post, by=other, source=f"@ada Remark {number}.")
        comments.comment(read, by=other, source=f"Remark {number}.")
        drafts.save_draft(f"answer:{number}", {"source": "So far"}, by=author)
        make_feed_token(author, "all", f"Reader {number}")
    commit()
