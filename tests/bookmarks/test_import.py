"""Bookmark files come in once, with an account of what was left out, and go out again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from community.accounts.models import Member
from community.audiences.models import AudienceKind
from community.audiences.service import only, organization_audience
from community.bookmarks import importing, queries
from community.bookmarks.importing import Report, import_file, import_links
from community.bookmarks.models import Bookmark, Resource
from community.bookmarks.saved_link import SavedLink
from community.entries.models import Entry
from community.entries.service import withdraw
from community.events import EntryPublished
from community.kernel import clock
from community.kernel.db import commit, db, session
from community.kernel.errors import Refused
from tests.bookmarks.factories import a_bookmark
from tests.factories import a_member

HTML = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE>
<DL><p>
<DT><H3>Night shifts</H3>
<DL><p>
<DT><A HREF="https://example.org/sleep" ADD_DATE="1700000000" TAGS="sleep,health">Sleeping by day</A>
<DD>Worked for me.
<DT><A HREF="https://example.org/sleep#again">Once more</A>
</DL><p>
<DT><A HREF="place:sort=8">Most visited</A>
<DT><A HREF="https://example.org/secret" PRIVATE="1" TOREAD="1">Mine alone</A>
</DL><p>
"""


def upload(client: Any, content: bytes | str, **more: str) -> Any:
    """Send a file to the import page, as a browser would."""
    body = content.encode() if isinstance(content, str) else content
    fields = {"audience": "organization", **more}
    parts = [f'--parts\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    head = '--parts\r\nContent-Disposition: form-data; name="file"; filename="bookmarks.html"\r\n\r\n'
    data = b"".join([*(part.encode() for part in parts), head.encode(), body, b"\r\n--parts--\r\n"])
    return client.post("/bookmarks/import", data=data, content_type="multipart/form-data; boundary=parts")


def entries_of(member: Member) -> dict[str, Entry]:
    """What a member saved, by title."""
    rows = session().scalars(select(Entry).where(Entry.author_id == member.id))
    return {entry.title: entry for entry in rows}


def links(count: int) -> list[SavedLink]:
    """Different links."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        SavedLink(f"https://example.org/{n}", f"Page {n}", tags=(f"t{n % 7}",), added_at=start + timedelta(minutes=n))
        for n in range(count)
    ]


def taken(member: Member, what: list[SavedLink], **more: Any) -> Report:
    """Import for the whole organization."""
    report = import_links(member, what, organization_audience(), **more)
    commit()
    return report


def test_a_browser_s_file_becomes_bookmarks(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    page = upload(as_member(ana), HTML)
    assert page.status_code == 200
    assert "2 links became bookmarks of yours." in page.text
    saved = entries_of(ana)["Sleeping by day"]
    assert (saved.source, saved.tag_names) == ("Worked for me.", ["sleep", "health"])
    assert saved.published_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def test_the_report_says_what_was_left_out_and_why(app: Flask, as_member: Any) -> None:
    text = upload(as_member(a_member()), HTML).text
    assert "2 links were left out" in text
    assert "place:sort=8" in text
    assert "Only web addresses can be saved" in text
    assert "The same page stands in the file more than once." in text


def test_importing_twice_takes_nothing_twice(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    upload(as_member(ana), HTML)
    text = upload(as_member(ana), HTML).text
    assert "No link was new." in text
    assert "You saved this page already." in text
    assert len(entries_of(ana)) == 2


def test_two_members_import_the_same_pages(app: Flask) -> None:
    taken(a_member(), links(3))
    assert taken(a_member(), links(3)).taken == 3
    assert session().scalar(select(func.count(Resource.id))) == 3


def test_nobody_is_told(app: Flask, published: Any) -> None:
    taken(a_member(), links(2))
    assert published.all(EntryPublished) == []


def test_what_a_file_calls_private_stays_with_the_member(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    upload(as_member(ana), HTML)
    saved = entries_of(ana)
    assert saved["Mine alone"].audience.kind == AudienceKind.SELF
    assert saved["Sleeping by day"].audience.kind == AudienceKind.ORGANIZATION


def test_the_form_offers_only_me_first(app: Flask, as_member: Any) -> None:
    page = as_member(a_member(default_audience="organization")).get("/bookmarks/import").text
    assert 'value="self" checked' in page


def test_what_is_to_be_read_waits_to_be_read(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    upload(as_member(ana), HTML)
    assert [b.entry.title for b in queries.my_bookmarks(ana, queries.Show.TO_READ).items] == ["Mine alone"]


@pytest.mark.parametrize(("wanted", "tags"), [("y", ["sleep", "health", "night-shifts"]), ("", ["sleep", "health"])])
def test_folders_become_tags_if_wanted(app: Flask, as_member: Any, wanted: str, tags: list[str]) -> None:
    ana = a_member("Ana")
    upload(as_member(ana), HTML, **({"folders_as_tags": wanted} if wanted else {}))
    assert entries_of(ana)["Sleeping by day"].tag_names == tags


def test_pinboard_s_json_is_recognized(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    post = {"href": "https://example.org/p", "description": "A pin", "extended": "Note", "tags": "a b", "toread": "yes"}
    upload(as_member(ana), "\ufeff [" + json.dumps(post) + "]")
    assert entries_of(ana)["A pin"].tag_names == ["a", "b"]


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "hello", "[", "{}", "<DL>" * 5000])
def test_what_is_no_bookmark_file_brings_nothing(app: Flask, as_member: Any, content: bytes | str) -> None:
    ana = a_member("Ana")
    assert upload(as_member(ana), content).status_code == 200
    assert entries_of(ana) == {}


def test_no_file_is_asked_for_again(app: Flask, as_member: Any) -> None:
    client = as_member(a_member())
    assert upload(client, b"").status_code == 422
    assert client.post("/bookmarks/import", data={"audience": "self"}).status_code == 422
    assert client.post("/bookmarks/import", data={"audience": "self", "file": "text"}).status_code == 422


def test_a_file_that_is_too_large_is_refused(app: Flask, as_member: Any) -> None:
    page = upload(as_member(a_member()), b" " * (10 * 1024 * 1024 + 1))
    assert page.status_code == 422
    assert "larger than 10 MB" in page.text


def test_an_audience_of_others_is_refused(app: Flask, as_member: Any) -> None:
    other = only(a_member())
    commit()
    ana = a_member("Ana")
    assert upload(as_member(ana), HTML, audience=f"audience:{other.id}").status_code == 422
    assert entries_of(ana) == {}


def test_more_links_than_can_be_taken_are_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_LINKS", 1)
    with pytest.raises(Refused, match="divide"):
        import_file(a_member(), HTML.encode(), organization_audience())


def test_what_was_taken_back_stays_away(app: Flask) -> None:
    ana = a_member("Ana")
    bookmark = a_bookmark("https://example.org/0", author=ana)
    withdraw(bookmark.entry, by=ana)
    report = taken(ana, links(1))
    assert (report.taken, report.reasons) == (0, [("You had this page and took it back.", 1)])


def test_a_note_without_end_is_left_out_and_the_rest_taken(app: Flask) -> None:
    long = SavedLink("https://example.org/long", "Long", description="x" * 200_000)
    report = taken(a_member(), [long, *links(1)])
    assert (report.taken, len(report.skipped)) == (1, 1)


def test_links_are_made_to_fit(app: Flask) -> None:
    ana = a_member("Ana")
    tags = tuple(f"tag {n}" for n in range(20))
    later = clock.now() + timedelta(days=400)
    taken(ana, [SavedLink("https://www.example.org/x/", "t" * 500, tags=tags, added_at=later)])
    (entry,) = entries_of(ana).values()
    assert (len(entry.title), len(entry.tag_names)) == (200, 8)
    assert entry.published_at <= clock.now()


def test_a_link_without_a_title_is_called_by_its_address(app: Flask) -> None:
    ana = a_member("Ana")
    taken(ana, [SavedLink("https://www.example.org/x/")])
    assert list(entries_of(ana)) == ["example.org/x"]


def test_a_bad_address_among_good_ones_is_left_out(app: Flask) -> None:
    report = taken(a_member(), [SavedLink("gopher://example.org"), *links(2)])
    assert (report.taken, len(report.skipped)) == (2, 1)


def test_what_was_imported_is_found(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    upload(as_member(ana), HTML)
    number = entries_of(ana)["Sleeping by day"].id
    assert f'href="/bookmarks/{number}' in as_member(a_member()).get("/search?q=sleeping").text
    assert "Sleeping by day" in as_member(a_member()).get("/bookmarks?tag=sleep").text


def test_an_import_is_durable_after_each_batch(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    kept: list[int] = []

    def after_batch() -> None:
        commit()
        kept.append(session().scalar(select(func.count(Bookmark.entry_id))) or 0)

    taken(a_member(), links(5), after_batch=after_batch)
    assert kept == [2, 4, 5]


def test_a_thousand_links_need_few_statements(app: Flask) -> None:
    taken(a_member(), links(300))
    few = _statements(lambda: taken(a_member(), links(10)))
    many = _statements(lambda: taken(a_member(), links(300)))
    assert many <= few + 20


def _statements(act: Any) -> int:
    asked: list[str] = []

    def hear(*args: Any) -> None:
        asked.append(args[2])

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len(asked)


def test_the_command_takes_a_file(app: Flask, tmp_path: Path) -> None:
    ana = a_member("Ana")
    file = tmp_path / "bookmarks.html"
    file.write_text(HTML)
    name, number = ana.username, ana.id
    session().rollback()
    told = app.test_cli_runner().invoke(args=["bookmarks", "import", str(file), "--member", name])
    assert told.exit_code == 0, told.output
    assert "2 links taken, 2 left out." in told.output
    assert session().scalar(select(func.count(Bookmark.entry_id)).where(Bookmark.member_id == number)) == 2


def test_the_command_names_what_is_wrong(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "bookmarks.html"
    file.write_text(HTML)
    told = app.test_cli_runner().invoke(args=["bookmarks", "import", str(file), "--member", "nobody"])
    assert told.exit_code == 1
    assert "Nobody here has the username nobody." in told.output
