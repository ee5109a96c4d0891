"""Links in and out of Pinboard's JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.bookmarks import pinboard
from community.bookmarks.saved_link import LinkFile, SavedLink
from tests.bookmarks.strategies import saved_links

EXPORT = """[
{"href":"https://example.org/one","description":"One","extended":"First line\\nSecond line","meta":"92",
 "hash":"1a","time":"2024-03-01T09:30:00Z","shared":"no","toread":"yes","tags":"feedback one-to-one"},
{"href":"javascript:alert(1)","description":"Clip","extended":"","time":"2024-03-02T09:30:00Z","shared":"yes",
 "toread":"no","tags":""},
{"href":"https://example.org/two","description":"Two"}
]"""


def test_a_post_becomes_a_link_with_all_that_it_says() -> None:
    assert pinboard.read(EXPORT).links[0] == SavedLink(
        url="https://example.org/one",
        title="One",
        description="First line\nSecond line",
        tags=("feedback", "one-to-one"),
        added_at=datetime(2024, 3, 1, 9, 30, tzinfo=UTC),
        private=True,
        to_read=True,
    )


def test_a_post_that_says_little_is_shared_and_read() -> None:
    assert pinboard.read(EXPORT).links[1] == SavedLink(url="https://example.org/two", title="Two")


def test_what_is_no_web_address_is_skipped_with_its_number_and_a_reason() -> None:
    (skipped,) = pinboard.read(EXPORT).skipped
    assert (skipped.line, skipped.hint) == (2, "javascript:alert(1)")
    assert skipped.reason


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b"[", b"<html>", b"\xff\xfe", "[" * 100_000, "9" * 5000, '{"href": 1}']
)
def test_a_file_of_another_kind_is_skipped_as_a_whole(content: bytes | str) -> None:
    found = pinboard.read(content)
    assert found.links == []
    assert len(found.skipped) == 1


@pytest.mark.parametrize("post", [None, 7, "text", [], {}, {"href": 7}, {"href": None}, {"description": "x"}])
def test_a_post_of_another_kind_is_skipped_alone(post: object) -> None:
    found = pinboard.read(json.dumps([post, {"href": "https://example.org/", "tags": 7, "time": []}]))
    assert (len(found.links), len(found.skipped)) == (1, 1)


def test_letters_that_cannot_be_stored_are_left_out() -> None:
    (link,) = pinboard.read('[{"href":"https://example.org/","description":"a\\ud800\\u0000b"}]').links
    assert link.title == "ab"


def test_an_empty_export_is_an_empty_list() -> None:
    assert json.loads("".join(pinboard.write([]))) == []


def test_a_tag_of_two_words_is_joined_by_a_hyphen() -> None:
    link = SavedLink("https://example.org/", tags=("two words", "one"))
    assert json.loads("".join(pinboard.write([link])))[0]["tags"] == "two-words one"


@given(st.lists(saved_links(with_folders=False, spaces_in_tags=False), max_size=6))
def test_what_is_written_is_read_as_the_same_links(links: list[SavedLink]) -> None:
    assert pinboard.read("".join(pinboard.write(links)).encode()) == LinkFile(links, [])


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    pinboard.read(text)
