"""A blog that moves in becomes reflections with their own dates, and nobody is told of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.models import ORGANIZATION_ID
from community.audiences.service import only
from community.entries.models import Entry
from community.kernel.bus import LoggedEvent
from community.kernel.db import session
from community.portability.blog_file import read_blog
from community.portability.blog_import import Destination, import_blog
from community.portability.progress import Progress
from community.portability.report import Report
from community.reflections.models import Reflection
from tests.factories import a_member

pytestmark = pytest.mark.usefixtures("app")

POST = {
    "id": "first.md", "title": "What I learned on nights", "authors": ["Ana Lima"], "tags": ["night shift"],
    "date": "2024-03-01T09:30:00+01:00", "body": "Sleep *first*, @ben.",
}  # fmt: skip
FEED = b"""<rss version="2.0"><channel><title>Notes</title><item>
<title>Lifting</title><guid>https://example.org/lifting</guid><link>https://example.org/lifting</link>
<pubDate>Fri, 01 Mar 2024 08:30:00 GMT</pubDate>
<description>&lt;p&gt;Bend your &lt;b&gt;knees&lt;/b&gt;, see
&lt;a href="/more"&gt;more&lt;/a&gt;.&lt;/p&gt;</description>
</item></channel></rss>"""


def bring(*posts: dict[str, Any] | bytes, member: Member | None = None, **more: Any) -> Report:
    """The account of importing a file with these posts, or a feed."""
    data = b"\n".join(post if isinstance(post, bytes) else json.dumps(post).encode() for post in posts)
    member_id = member.id if member else None
    destination = Destination(**{"name": "notes", "audience_id": ORGANIZATION_ID, "member_id": member_id, **more})
    return import_blog(read_blog(data), destination, progress=Progress(lambda _line: None))


def only_entry() -> Entry:
    return session().scalars(select(Entry)).one()


def test_a_post_becomes_a_reflection_of_the_day_on_which_it_was_written() -> None:
    ana = a_member()

    bring(POST, member=ana)

    entry = session().scalars(select(Reflection)).one().entry
    assert (entry.author, entry.title, entry.published_at, entry.tag_names, entry.audience_id) == (
        ana, "What I learned on nights", datetime(2024, 3, 1, 8, 30, tzinfo=UTC), ["night-shift"], ORGANIZATION_ID,
    )  # fmt: skip


def test_people_of_elsewhere_are_not_mentioned_here() -> None:
    a_member(username="ben")

    bring(POST, member=a_member())

    assert only_entry().html == "<p>Sleep <em>first</em>, @ben.</p>\n"


def test_html_becomes_markdown_whose_links_lead_to_the_old_place() -> None:
    bring(FEED, member=a_member())

    assert only_entry().source == "Bend your **knees**, see [more](https://example.org/more)."


def test_a_post_with_an_address_leads_its_readers_there() -> None:
    bring(FEED, member=a_member())

    assert only_entry().origin_url == "https://example.org/lifting"


def test_authors_become_members_who_cannot_sign_in() -> None:
    bring(POST)

    author = only_entry().author
    assert (author.name, author.username, author.email, author.password_hash, author.joined_at) == (
        "Ana Lima", "ana.lima", None, "", only_entry().published_at,
    )  # fmt: skip


def test_an_author_of_many_posts_is_one_member() -> None:
    bring(POST, {**POST, "id": "second.md"})
    bring({**POST, "id": "third.md"})

    assert len(session().scalars(select(Member)).all()) == 1


def test_those_who_wrote_with_the_author_are_named() -> None:
    bring({**POST, "authors": ["Ana Lima", "Ben *Ode*", "Chi"]})

    assert only_entry().text.endswith("Written together with Ben *Ode*, Chi.")


def test_a_post_without_an_author_is_by_a_former_contributor() -> None:
    bring({**POST, "authors": []})

    assert only_entry().author.name == "Former contributor"


def test_a_second_run_takes_nothing() -> None:
    bring(POST, FEED)

    report = bring(POST, {**POST, "id": "second.md"})

    assert (report.taken["reflections"], report.skipped["here already, from an earlier run"]) == (1, 1)


def test_two_blogs_may_call_their_posts_alike() -> None:
    bring(POST, name="one")
    bring(POST, name="two")

    assert len(session().scalars(select(Entry)).all()) == 2


def test_a_blog_may_be_for_its_author_alone() -> None:
    ana = a_member()

    bring(POST, member=ana, audience_id=only(ana).id)

    assert only_entry().audience == only(ana)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"body": ""}, "a post without a text"),
        ({"body": "x" * 100_001}, "a text that is longer than 100,000 characters"),
    ],
)
def test_what_no_page_would_take_is_left_out(change: dict[str, Any], reason: str) -> None:
    report = bring({**POST, **change})

    assert report.skipped == {reason: 1}
    assert session().scalars(select(Member)).all() == []


def test_what_is_too_long_or_too_many_is_shortened_and_told() -> None:
    report = bring({**POST, "title": "long " * 50, "tags": [f"t{number}" for number in range(10)]})

    assert (len(only_entry().title), len(only_entry().tag_names)) == (200, 8)
    assert report.skipped == {"the end of a title that is too long": 1, "tags after the first 8 of a post": 2}


def test_a_post_without_a_date_has_the_day_of_the_import() -> None:
    report = bring({**POST, "date": None})

    assert only_entry().published_at.date() == datetime.now(UTC).date()
    assert report.skipped["a date that the blog does not tell, so the post has today's"] == 1


def test_a_file_that_is_no_blog_is_told() -> None:
    report = bring(b"<html><body>Hello</body></html>")

    assert "neither RSS, Atom nor JSON" in report.skipped


def test_nobody_is_told(app: Flask) -> None:
    bring(POST)

    assert session().scalars(select(LoggedEvent)).all() == []
