"""A blog's file is read whatever program wrote it, without fetching anything, and names what is damaged."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.portability.blog_file import Blog, BlogPost, BodyFormat, read_blog

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Notes &amp; trials</title><link>https://b.example/</link>
<item><title>Ask first</title><link>/ask</link><guid isPermaLink="false">note-1</guid>
 <description>short</description><content:encoded><![CDATA[<p>I asked <a href="/q">them</a>.</p>]]></content:encoded>
 <category>questions</category><category> team  work </category><category>questions</category>
 <pubDate>Mon, 01 Jan 2024 10:00:00 +0200</pubDate><dc:creator>Ana Silva</dc:creator></item>
<item><description>No title, only a thought.</description><link>https://b.example/thought</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:x</id><updated>2024-01-02T00:00:00Z</updated>
<entry><id>urn:note:2</id><title type="html">A &lt;em&gt;second&lt;/em&gt; look</title>
<link href="https://b.example/2"/><published>2024-01-02T08:00:00Z</published><updated>2024-02-02T08:00:00Z</updated>
<author><name>Ben</name></author><category term="look" label="Looking"/>
<content type="text">1 &lt; 2
and more</content></entry></feed>"""


def lines(*posts: Any) -> bytes:
    return "\n".join(json.dumps(post) for post in posts).encode()


def only(blog: Blog) -> BlogPost:
    assert blog.problems == ()
    (post,) = blog.posts
    return post


def test_an_rss_feed_gives_its_posts_whole() -> None:
    blog = read_blog(RSS.encode(), base_url="https://b.example/feed")

    assert (blog.title, blog.link, blog.problems) == ("Notes & trials", "https://b.example/", ())
    assert blog.posts[0] == BlogPost(
        guid="note-1",
        title="Ask first",
        body='<p>I asked <a href="https://b.example/q">them</a>.</p>',
        body_format=BodyFormat.HTML,
        tags=("questions", "team work"),
        published_at=datetime(2024, 1, 1, 8, tzinfo=UTC),
        authors=("Ana Silva",),
        link="https://b.example/ask",
    )


def test_a_post_without_title_and_guid_takes_both_from_what_it_has() -> None:
    post = read_blog(RSS.encode()).posts[1]

    assert (post.title, post.guid, post.published_at) == (
        "No title, only a thought.", "https://b.example/thought", None,
    )  # fmt: skip


def test_an_atom_feed_gives_its_posts_whole() -> None:
    post = only(read_blog(ATOM.encode()))

    assert (post.guid, post.title, post.tags, post.authors) == (
        "urn:note:2", "A second look", ("Looking",), ("Ben",),
    )  # fmt: skip
    assert post.published_at == datetime(2024, 1, 2, 8, tzinfo=UTC)


def test_a_plain_text_body_is_told_as_html_without_becoming_markup() -> None:
    assert only(read_blog(ATOM.encode())).body == "1 &lt; 2<br>and more"


def test_dates_that_no_calendar_has_leave_a_feed_s_post_undated() -> None:
    odd = ATOM.replace("2024-01-02T08", "0000-13-41T99").replace("2024-02-02T08", "0000-00-00T99")

    assert only(read_blog(odd.encode())).published_at is None


def test_a_damaged_feed_gives_what_is_there_and_says_so() -> None:
    blog = read_blog(RSS.encode()[:-60])

    assert blog.posts[0].guid == "note-1"
    assert "not well-formed" in blog.problems[0].reason


@pytest.mark.parametrize("data", [b"", b"  ", b"plain words", b"<html><body>hello</body></html>", b"\xff\xfe\x00"])
def test_what_is_no_blog_is_told(data: bytes) -> None:
    blog = read_blog(data)

    assert (blog.posts, len(blog.problems)) == ((), 1)


def test_a_path_or_an_address_is_not_opened(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(RSS)

    assert [read_blog(str(feed).encode()).posts, read_blog(feed.as_uri().encode()).posts] == [(), ()]


def test_scripts_in_a_feed_are_gone() -> None:
    assert "script" not in read_blog(RSS.replace("I asked", "<script>x()</script>").encode()).posts[0].body


# --- JSON ------------------------------------------------------------------------------------------------


def test_a_line_of_json_is_a_post() -> None:
    post = {"id": "2024-03-01-ask.md", "title": "Ask", "authors": ["Ana", "Ben"], "tags": ["a", "b"],
            "date": "2024-03-01T10:00:00+02:00", "body": "Some *text*."}  # fmt: skip

    assert only(read_blog(lines(post))) == BlogPost(
        guid="2024-03-01-ask.md",
        title="Ask",
        body="Some *text*.",
        body_format=BodyFormat.MARKDOWN,
        tags=("a", "b"),
        published_at=datetime(2024, 3, 1, 8, tzinfo=UTC),
        authors=("Ana", "Ben"),
        link="",
    )


@pytest.mark.parametrize(
    "post",
    [
        {"title": "T", "markdown": "B", "author": "Ana", "tags": "x, y", "url": "https://b.example/1"},
        {"headline": "T", "body": "B", "by": {"name": "Ana"}, "categories": [{"name": "x"}, {"label": "y"}],
         "permalink": "https://b.example/1"},
        {"name": "T", "content": "B", "creator": ["Ana"], "keywords": ["x", " y ", "x", ""],
         "link": "https://b.example/1"},
    ],
)  # fmt: skip
def test_the_keys_may_have_many_names(post: dict[str, Any]) -> None:
    found = only(read_blog(lines(post)))

    assert (found.title, found.body, found.authors, found.tags, found.guid) == (
        "T", "B", ("Ana",), ("x", "y"), "https://b.example/1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("post", "body_format"),
    [
        ({"html": "<p>x</p>"}, BodyFormat.HTML),
        ({"content_html": "<p>x</p>", "content_text": "x"}, BodyFormat.HTML),
        ({"body": "<p>x</p>", "format": "html"}, BodyFormat.HTML),
        ({"body": "x", "format": "md"}, BodyFormat.MARKDOWN),
        ({"markdown": "x", "html": "<p>x</p>"}, BodyFormat.MARKDOWN),
    ],
)
def test_the_form_of_the_body_is_known(post: dict[str, str], body_format: BodyFormat) -> None:
    assert only(read_blog(lines(post | {"title": "T"}))).body_format is body_format


@pytest.mark.parametrize(
    "date",
    [
        {"date": "2024-03-01"},
        {"pubDate": "Fri, 01 Mar 2024 00:00:00 GMT"},
        {"created_at": 1709251200},
        {"date": None, "id": "posts/2024-03-01-ask.md"},
        {"date": "soon", "published": "2024-03-01T01:00:00+01:00"},
    ],
)
def test_dates_are_understood_in_many_forms(date: dict[str, Any]) -> None:
    assert only(read_blog(lines({"title": "T", **date}))).published_at == datetime(2024, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("date", ["soon", "2024-02-31", 10**20, [], {"a": 1}, "9999-12-31T23:59:59-12:00", True])
def test_a_date_that_is_none_leaves_the_post_undated(date: Any) -> None:
    posts = read_blog(lines({"title": "T", "date": date})).posts

    assert posts[0].published_at is None or date is True


def test_a_heading_that_repeats_the_title_is_not_said_twice() -> None:
    assert only(read_blog(lines({"title": "Ask", "body": "# Ask\n\nText."}))).body == "Text."


def test_a_heading_that_says_something_else_stays() -> None:
    assert only(read_blog(lines({"title": "Ask", "body": "# Why\n\nText."}))).body == "# Why\n\nText."


def test_without_a_title_the_first_heading_is_one() -> None:
    post = only(read_blog(lines({"body": "# Why\n\nText."})))

    assert (post.title, post.body) == ("Why", "Text.")


def test_a_long_text_without_a_title_is_cut_between_words() -> None:
    title = only(read_blog(lines({"body": "word " * 40}))).title

    assert title == ("word " * 16).strip() + "…"


def test_a_post_without_a_name_of_its_own_is_known_again() -> None:
    post = {"title": "T", "body": "B", "date": "2024-03-01"}
    changed = post | {"body": "C"}
    guids = [read_blog(lines(each)).posts[0].guid for each in (post, post, changed)]

    assert guids[0] == guids[1] != guids[2]


def test_a_json_feed_and_a_list_are_read_too() -> None:
    item = {"id": "1", "title": "T", "content_html": "<p>x</p>"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [item]}

    assert read_blog(json.dumps(feed, indent=1).encode()).posts == read_blog(json.dumps([item]).encode()).posts
    assert read_blog(json.dumps(feed).encode()).title == "Notes"


def test_bad_lines_are_told_and_the_others_are_read() -> None:
    data = lines({"title": "A", "id": "1"}) + b"\n{broken\n[1]\n\n" + lines({"id": "2"}, {"title": "B", "id": "1"})
    blog = read_blog(data)

    assert [post.title for post in blog.posts] == ["A"]
    assert [problem.where for problem in blog.problems] == ["line 2", "line 3", "line 5", "line 6"]


def test_json_nested_without_end_is_refused() -> None:
    assert read_blog(b"[" * 200_000).posts == ()


values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(post=st.dictionaries(st.sampled_from(["id", "title", "body", "tags", "date", "author", "html"]), values))
def test_no_kind_of_value_breaks_the_reader(post: dict[str, Any]) -> None:
    read_blog(lines(post))


@settings(deadline=None)
@given(data=st.binary(max_size=200), start=st.sampled_from([b"", b"<rss>", b"{", b"[", b'<?xml version="1.0"?>']))
def test_no_file_breaks_the_reader(data: bytes, start: bytes) -> None:
    read_blog(start + data)
