"""One resource for all who save it, one bookmark for each of them, and titles for both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Member, Role
from community.audiences.service import only, organization_audience
from community.bookmarks import queries
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.queries import Show
from community.bookmarks.service import AlreadySaved, change_bookmark, save_bookmark, set_archived, set_to_read
from community.bookmarks.urls import BadUrl
from community.entries.models import Entry
from community.entries.service import hide, withdraw
from community.events import EntryPublished, ResourceAdded
from community.kernel.db import commit, session
from community.kernel.errors import NotAllowed, Refused
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member

PAGE = "https://example.org/a"


def count(model: type[Any]) -> int:
    """How many rows there are."""
    return session().scalar(select(func.count()).select_from(model)) or 0


def test_two_spellings_are_one_resource(app: Flask) -> None:
    first = a_bookmark("https://Example.org/a?utm_source=mail")
    second = a_bookmark("http://example.org/a#part")
    assert first.resource_id == second.resource_id
    assert count(Resource) == 1


def test_a_new_resource_is_announced_once(app: Flask, published: Any) -> None:
    resource = a_bookmark(PAGE).resource
    a_bookmark(PAGE)
    assert published.only(ResourceAdded).resource_id == resource.id


def test_history_is_not_announced_as_news(app: Flask, published: Any) -> None:
    a_bookmark(PAGE, is_new=False)
    assert published.all(EntryPublished) == []


def test_a_page_is_saved_once_by_each(app: Flask) -> None:
    ana = a_member("Ana")
    first = a_bookmark(PAGE, author=ana)
    with pytest.raises(AlreadySaved) as refusal:
        a_bookmark("http://example.org/a", author=ana)
    assert refusal.value.entry_id == first.entry_id


def test_without_a_title_host_and_path_stand_for_it(app: Flask) -> None:
    assert a_bookmark("https://www.example.org/some/page/?q=1").entry.title == "example.org/some/page"


def test_without_a_title_a_known_page_keeps_its_own(app: Flask) -> None:
    a_bookmark(PAGE, title="What the page says", description="Known already.")
    assert a_bookmark(PAGE).entry.title == "What the page says"


def test_what_a_member_calls_a_page_stays_with_the_member(app: Flask) -> None:
    a_bookmark(PAGE, title="Mine, and secret", source="A note.")
    resource = session().scalars(select(Resource)).one()
    assert (resource.title, resource.description, resource.fetch_state) == ("", "", "waiting")


def test_a_page_that_is_known_is_not_asked(app: Flask) -> None:
    assert a_bookmark(PAGE, title="T", description="D").resource.fetch_state == "done"


@pytest.mark.parametrize(
    "url", ["", "nonsense", "javascript:alert(1)", "https://", "https://a@example.org", "x" * 3000]
)
def test_what_is_no_address_is_refused(app: Flask, url: str) -> None:
    with pytest.raises(BadUrl):
        save_bookmark(author=a_member(), audience=organization_audience(), url=url)


def test_what_was_taken_back_comes_back_with_the_new_words(app: Flask) -> None:
    ana = a_member("Ana")
    bookmark = a_bookmark(PAGE, author=ana, source="Old.")
    withdraw(bookmark.entry, by=ana)
    commit()
    again = a_bookmark(PAGE, author=ana, audience=only(ana), source="New.", tags=["care"])
    assert again.entry_id == bookmark.entry_id
    assert (again.entry.source, again.entry.tag_names, again.entry.is_live) == ("New.", ["care"], True)
    assert queries.bookmark_for(a_member(), again.entry_id) is None


def test_what_a_moderator_hid_does_not_come_back_so(app: Flask) -> None:
    ana = a_member("Ana")
    bookmark = a_bookmark(PAGE, author=ana)
    hide(bookmark.entry, by=a_member(role=Role.ADMINISTRATOR))
    commit()
    with pytest.raises(Refused, match="moderator"):
        a_bookmark(PAGE, author=ana)


def test_only_visible_bookmarks_are_counted(app: Flask) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    resource = a_bookmark(PAGE, author=ana).resource
    a_bookmark(PAGE, author=ben, audience=only(ben), tags=["hush"])
    assert queries.saver_counts(a_member(), [resource.id]) == {resource.id: 1}
    assert queries.saver_counts(ben, [resource.id]) == {resource.id: 2}
    assert queries.tags_for_page(ana, PAGE) == ([], 1)
    assert queries.tags_for_page(ben, PAGE) == (["hush"], 2)


def test_a_resource_is_seen_through_a_bookmark_only(app: Flask) -> None:
    ana = a_member("Ana")
    resource = a_bookmark(PAGE, author=ana, audience=only(ana)).resource
    assert queries.resource_for(a_member(), resource.id) is None
    assert queries.resource_for(ana, resource.id) is not None


def test_the_tags_used_most_come_first(app: Flask) -> None:
    a_bookmark(PAGE, tags=["care", "notes"])
    a_bookmark(PAGE, tags=["notes"])
    assert queries.tags_for_page(a_member(), "http://example.org/a") == (["notes", "care"], 2)


def test_views_of_ones_own(app: Flask) -> None:
    ana = a_member("Ana")
    read_me = a_bookmark(author=ana, tags=["a"], is_to_read=True)
    plain = a_bookmark(author=ana)
    done = a_bookmark(author=ana, is_to_read=True)
    set_archived(done, True, by=ana)
    a_bookmark()
    commit()
    assert _shown(ana, Show.ALL) == [done.entry_id, plain.entry_id, read_me.entry_id]
    assert _shown(ana, Show.TO_READ) == [read_me.entry_id]
    assert _shown(ana, Show.ARCHIVED) == [done.entry_id]
    assert _shown(ana, Show.UNTAGGED) == [plain.entry_id]


def _shown(member: Any, show: Show) -> list[int]:
    return [bookmark.entry_id for bookmark in queries.my_bookmarks(member, show).items]


def test_what_is_to_be_read_is_not_archived(app: Flask) -> None:
    bookmark = a_bookmark()
    owner = bookmark.entry.author
    set_archived(bookmark, True, by=owner)
    set_to_read(bookmark, True, by=owner)
    assert (bookmark.is_to_read, bookmark.is_archived) == (True, False)


def test_an_emptied_title_becomes_the_page_s_own(app: Flask) -> None:
    bookmark = a_bookmark(PAGE, title="Mine")
    change_bookmark(bookmark, by=bookmark.entry.author, title=" ", source="", tags=[], is_to_read=False)
    assert bookmark.entry.title == "example.org/a"


@pytest.mark.parametrize("change", [set_to_read, set_archived])
def test_others_put_nothing_aside(app: Flask, change: Callable[..., None]) -> None:
    with pytest.raises(NotAllowed):
        change(a_bookmark(), True, by=a_member())


def _all_at_once(app: Flask, save: Callable[[int], bool], people: list[int]) -> list[bool]:
    session().rollback()  # or this test would be the one writer that the others wait for
    barrier = Barrier(len(people))

    def one(member_id: int) -> bool:
        with app.app_context():
            barrier.wait(timeout=20)
            return save(member_id)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, people))


def _save(member_id: int) -> bool:
    author = session().get_one(Member, member_id)
    try:
        save_bookmark(author=author, audience=organization_audience(), url=PAGE)
    except AlreadySaved:
        session().rollback()
        return False
    session().commit()
    return True


def test_members_who_save_at_once_share_the_resource(app: Flask) -> None:
    people = [a_member().id for _number in range(4)]
    assert all(_all_at_once(app, _save, people))
    assert (count(Resource), count(Bookmark)) == (1, 4)


def test_a_button_pressed_twice_saves_once(app: Flask) -> None:
    ana = a_member("Ana").id
    assert sorted(_all_at_once(app, _save, [ana, ana])) == [False, True]
    assert (count(Bookmark), count(Entry)) == (1, 1)
