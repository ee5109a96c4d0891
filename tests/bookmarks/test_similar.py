"""Which saved pages are shown beside a bookmark, and to whom."""

from __future__ import annotations

from typing import Any

from flask import Flask

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import only, organization_audience
from community.bookmarks.models import Bookmark
from community.bookmarks.service import save_bookmark
from community.bookmarks.similar import similar_bookmarks
from community.kernel.db import commit, session
from tests.factories import a_member


def saved(by: Member, page: str, title: str, audience: Audience | None = None) -> Bookmark:
    """A bookmark of one of the pages of a site."""
    entry = save_bookmark(
        author=by, audience=audience or organization_audience(), url=f"https://knots.example/{page}", title=title
    )
    commit()
    return session().get_one(Bookmark, entry.entry_id)


def test_each_similar_page_is_shown_once_to_whom_it_is_open(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    mine = saved(ana, "bowline", "Tying a bowline knot")
    saved(ben, "bowline", "The bowline knot again")
    other = saved(ana, "hitch", "A knot for a pole: the clove hitch")
    saved(ben, "hitch", "Clove hitch, another word on the same knot page")
    saved(ana, "secret", "A knot that nobody else may see", only(ana))
    saved(ben, "bread", "Baking bread")
    assert [each.resource_id for each in similar_bookmarks(ben, mine)] == [other.resource_id]
    assert len(similar_bookmarks(ana, mine)) == 2
    page = as_member(ben).get(f"/bookmarks/{mine.entry_id}/similar").text
    assert "knots.example" in page
    assert "nobody else" not in page
    assert f'data-part="/bookmarks/{mine.entry_id}/similar"' in as_member(ben).get(mine.entry.path).text


def test_an_empty_place_says_so(app: Flask, as_member: Any) -> None:
    mine = saved(a_member(), "bowline", "Tying a bowline knot")
    assert (
        "Nothing like it was saved here yet." in as_member(a_member()).get(f"/bookmarks/{mine.entry_id}/similar").text
    )
