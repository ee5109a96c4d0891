"""Links in and out of the bookmark files of browsers and services."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community.bookmarks import netscape
from community.bookmarks.netscape.markup import pieces
from community.bookmarks.saved_link import LinkFile, SavedLink
from tests.bookmarks.strategies import saved_links

FIREFOX = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file. <DT><A HREF="https://example.org/comment">no</A> -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><A HREF="place:type=6&sort=14&maxResults=10" ADD_DATE="1460294956">Recent tags</A>
    <HR>    <DT><A HREF="https://example.org/one" ADD_DATE="1463686918" TAGS="feedback,1:1">One &amp; only</A>
    <DD>
    <DT><H3 ADD_DATE="1463688081">Work</H3>
    <DD>All about work
    <DL><p>
        <DT><A HREF="https://example.org/two" ADD_DATE="1463686493" ICON="data:image/png;base64,iVBORw0K">Two</A>
        <DD>A note about &lt;two&gt;
        <DT><H3>Care &amp; safety</H3>
        <DL><p>
            <DT><A HREF="https://example.org/three">Three</A>
        </DL><p>
        <DT><H3>Empty</H3>
        <DL><p>
        </DL><p>
        <DT><A HREF="https://example.org/four">Four</A>
    </DL><p>
    <DT><A HREF="https://example.org/five">Five</A>
</DL>
"""


def by_title(found: LinkFile) -> dict[str, SavedLink]:
    return {link.title: link for link in found.links}


def one(markup: str) -> SavedLink:
    (link,) = netscape.read(markup).links
    return link


def test_every_link_is_found_in_the_order_of_the_file() -> None:
    titles = [link.title for link in netscape.read(FIREFOX).links]
    assert titles == ["One & only", "Two", "Three", "Four", "Five"]


def test_each_link_knows_its_folders() -> None:
    folders = {title: link.folders for title, link in by_title(netscape.read(FIREFOX)).items()}
    assert folders == {
        "One & only": (),
        "Two": ("Work",),
        "Three": ("Work", "Care & safety"),
        "Four": ("Work",),
        "Five": (),
    }


def test_a_link_comes_with_all_that_the_file_says_about_it() -> None:
    found = by_title(netscape.read(FIREFOX))
    assert found["One & only"].tags == ("feedback", "1:1")
    assert found["One & only"].added_at == datetime(2016, 5, 19, 19, 41, 58, tzinfo=UTC)
    assert found["Two"].description == "A note about <two>"


def test_the_note_of_a_folder_belongs_to_no_link() -> None:
    assert not any("All about work" in link.description for link in netscape.read(FIREFOX).links)


def test_what_browsers_keep_for_themselves_is_skipped_with_its_line_and_a_reason() -> None:
    (skipped,) = netscape.read(FIREFOX).skipped
    assert skipped.line == 8
    assert skipped.hint == "place:type=6&sort=14&maxResults=10"
    assert "http" in skipped.reason


def test_a_bookmarklet_is_skipped_and_what_it_writes_is_no_link() -> None:
    markup = """<DT><A HREF="javascript:document.write('<a href=https://example.org/>x</a>')">Clip</A>"""
    found = netscape.read(markup)
    assert found.links == []
    assert len(found.skipped) == 1


def test_a_safari_file_without_a_list_around_all_has_its_folders() -> None:
    found = by_title(
        netscape.read("""<HTML><Title>Signets</Title><H1>Signets</H1>
	<DT><H3 FOLDED>Favoris</H3>
	<DL><p>
		<DT><A HREF="https://example.org/a">A</A>
	</DL><p>
	<DT><H3 FOLDED id="com.apple.ReadingList">Liste de lecture</H3>
	<DL><p>
		<DT><A HREF="https://example.org/b">B</A>
	</DL><p>
</HTML>""")
    )
    assert (found["A"].folders, found["A"].to_read) == (("Favoris",), False)
    assert (found["B"].folders, found["B"].to_read) == (("Liste de lecture",), True)


def test_a_note_of_several_lines_keeps_them() -> None:
    link = one("<DT><A HREF=https://example.org>x</A>\n<DD>List:\n- one\n  - two\n\nEnd.\n</DL><p>")
    assert link.description == "List:\n- one\n  - two\n\nEnd."


def test_whatever_is_in_a_note_is_its_text() -> None:
    link = one(
        "<DT><A HREF=https://example.org>x</A><DD>if (a < b && $c['d'] => e) {\n"
        '<h2>Title</h2> <li>#KEY ---> #VALUE</li></code> <a href="https://example.org/inner">inner</a> end'
    )
    assert link.description == "if (a < b && $c['d'] => e) {\nTitle #KEY ---> #VALUE inner end"


def test_a_link_without_dt_is_a_link_as_well() -> None:
    assert one(
        '<ul><li><a href="https://example.org/" time_added="1463686493" tags="a,b">Later</a></li></ul>'
    ) == SavedLink(
        "https://example.org/", "Later", tags=("a", "b"), added_at=datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)
    )


def test_entries_may_be_closed_as_in_xhtml() -> None:
    link = one("<dl><dt><a href='https://example.org/'>x</a></dt><dd>note</dd></dl>after")
    assert link.description == "note"


def test_the_note_may_stand_in_an_attribute() -> None:
    assert (
        one('<DT><A HREF="https://example.org/" description="About &quot;it&quot;">x</A>').description == 'About "it"'
    )


@pytest.mark.parametrize(
    ("attributes", "private", "to_read"),
    [
        ("", False, False),
        ('PRIVATE="0"', False, False),
        ('PRIVATE="1"', True, False),
        ('PRIVATE="1" TOREAD="1"', True, True),
        ("private=true toread=yes", True, True),
    ],
)
def test_private_links_stay_private_and_unread_ones_unread(attributes: str, private: bool, to_read: bool) -> None:
    link = one(f'<DT><A HREF="https://example.org/" {attributes}>x</A>')
    assert (link.private, link.to_read) == (private, to_read)


def test_tags_stand_between_commas() -> None:
    assert one('<DT><A HREF="https://example.org/" TAGS="spip , two  words,, spip">x</A>').tags == ("spip", "two words")


def test_tags_stand_between_spaces_in_a_file_without_commas() -> None:
    assert one('<DT><A HREF="https://example.org/" TAGS="private secret">x</A>').tags == ("private", "secret")


def test_one_comma_tells_how_the_whole_file_writes_its_tags() -> None:
    found = netscape.read(
        '<DT><A HREF="https://example.org/1" TAGS="two words">1</A><DT><A HREF="https://example.org/2" TAGS="a,b">2</A>'
    )
    assert found.links[0].tags == ("two words",)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("1463686493", datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)),
        ("1463686493123", datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)),
        ("1463686493123456", datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)),
        ("10/Oct/2000:13:55:36 +0300", datetime(2000, 10, 10, 10, 55, 36, tzinfo=UTC)),
        ("2016-05-19T19:34:53Z", datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)),
        ("2016-05-19 21:34:53+02:00", datetime(2016, 5, 19, 19, 34, 53, tzinfo=UTC)),
        ("", None),
        ("0", None),
        ("-1", None),
        ("yesterday", None),
        ("9" * 30, None),
        ("9" * 5000, None),
        ("１４６３６８６４９３", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2999-01-01", None),
    ],
)
def test_dates_are_read_as_they_come_and_junk_is_none(written: str, moment: datetime | None) -> None:
    assert one(f'<DT><A HREF="https://example.org/" ADD_DATE="{written}">x</A>').added_at == moment


def test_old_files_are_read_in_their_own_letters() -> None:
    markup = '<DT><A HREF="https://example.org/">Größe – “quoted”</A>'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert netscape.read(markup.encode(encoding)).links[0].title == "Größe – “quoted”"


def test_a_title_is_one_line_without_what_cannot_be_seen() -> None:
    assert (
        one('<DT><A HREF="https://example.org/">  two\n   lines\x00\x07 &#1; of\u2028it </A>').title
        == "two lines of it"
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<DT><A HREF="https://example.org/" TITLE="He said "hi"">x</A>',
        "<DT><A HREF=https://example.org/>x",
        '<DT><A HREF="https://example.org/" it\'s>x</A>',
        '<DT><A HREF="https://example.org/"\n<DT>',
        '<DT><A HREF="https://example.org/">x</A></DL></DL></DL></DL>',
        '<dt><dt><a HREF="https://example.org/" HREF="https://example.org/2">x</a>',
        '<![endif]><!ELEMENT x><?php ?><DT><A HREF="https://example.org/">x</A><!-- open',
        '</DL></DL><DT><A HREF="https://example.org/">x</A>',
    ],
)
def test_a_broken_file_gives_what_is_whole_in_it(markup: str) -> None:
    assert one(markup).url == "https://example.org/"


def test_an_empty_file_holds_nothing() -> None:
    assert netscape.read(b"") == LinkFile()


def test_no_list_is_too_deep() -> None:
    link = one("<DL><DT><H3>x</H3>" * 10_000 + '<DT><A HREF="https://example.org/">x</A>')
    assert len(link.folders) == 32


# fmt: off
SHREDS = [
    "<DT>", "<DL><p>", "</DL>", "<DD>", "<H3>", "</H3>", "<h1 id=com.apple.ReadingList>", "</A>", "<p/>", "<script>",
    "<A HREF=", '"https://example.org/"', "'", '"', ">", "<", "=", "<!--", "-->", "<![", "<?", "</", "&#0;", "&amp",
    "<A HREF='https://example.org/' TAGS=\"a b\">", "<A HREF='https://example.org/' TAGS='a,b'>",
    "ADD_DATE=9999999999999999", "x", " ", "\n",
]
# fmt: on
MARKUP = st.lists(st.sampled_from(SHREDS) | st.text(max_size=5)).map("".join)


@given(MARKUP | st.text())
@example("<![x")
@example("<a href=&#xD800;>")
def test_no_text_makes_the_reader_stumble(markup: str) -> None:
    for link in netscape.read(markup).links:
        link.title.encode("utf-8")


@given(MARKUP)
@example("<A HREF=\"<a href='>'\">x")
def test_a_piece_has_no_second_tag_for_the_parser_to_look_ahead_for(markup: str) -> None:
    assert not any("<" in piece[1:] for _line, piece in pieces(markup))


@given(st.binary())
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    netscape.read(content)


@given(MARKUP)
def test_what_was_read_can_be_written_and_read_again(markup: str) -> None:
    links = netscape.read(markup).links
    assert netscape.read("".join(netscape.write(links))).links == links


@given(st.lists(saved_links(), max_size=6))
def test_what_is_written_is_read_as_the_same_links(links: list[SavedLink]) -> None:
    assert netscape.read("".join(netscape.write(links)).encode()) == LinkFile(links, [])


def test_one_tag_of_two_words_stays_one_tag() -> None:
    link = SavedLink("https://example.org/", tags=("two words",))
    assert netscape.read("".join(netscape.write([link]))).links == [link]


@pytest.mark.parametrize(
    "hostile", ["<a ", "<a x='>' ", "<!--", '<a =">', "tags= ", "<dt", "</", "<h3>x<dl>", "<a\n  /"]
)
def test_a_hostile_file_takes_no_longer_than_its_length_allows(hostile: str) -> None:
    begun = time.process_time()
    netscape.read(hostile * (100_000 // len(hostile)))
    assert time.process_time() - begun < 10  # quadratic readers need minutes for these
