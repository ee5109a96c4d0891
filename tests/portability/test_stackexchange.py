"""A dump is read whole, in whatever shape it comes, and what cannot be used is told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.portability.moments import parse_moment
from community.portability.stackexchange import Dump, PostKind, VoteKind
from community.portability.stackexchange.dump import parse_tags
from tests.portability.dumps import ANSWER, QUESTION, write_csv, write_xml


def test_a_question_keeps_all_that_the_dump_says_of_it(tmp_path: Path) -> None:
    write_xml(tmp_path, "Posts.xml", [QUESTION])

    (question,) = Dump(tmp_path).posts()

    assert question._asdict() == {
        "id": 1,
        "kind": PostKind.QUESTION,
        "question_id": None,
        "accepted_answer_id": 2,
        "title": "How do I hand over at night?",
        "body_html": "<p>Every word &amp; more</p>",
        "tags": ("handover", "night-shift"),
        "score": 4,
        "view_count": 0,
        "created_at": datetime(2024, 3, 1, 9, 30, 0, 250_000, UTC),
        "edited_at": None,
        "closed_at": None,
        "owner_id": 7,
        "owner_name": None,
        "license": "",
    }


def test_an_answer_names_its_question_and_a_deleted_author_keeps_the_name(tmp_path: Path) -> None:
    write_xml(tmp_path, "Posts.xml", [ANSWER | {"OwnerDisplayName": "user1234"}])

    (answer,) = Dump(tmp_path).posts()

    assert (answer.is_question, answer.question_id, answer.owner_id, answer.owner_name) == (
        False, 1, None, "user1234",
    )  # fmt: skip


def test_the_same_table_as_packed_csv_gives_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "xml").mkdir()
    (tmp_path / "csv").mkdir()
    write_xml(tmp_path / "xml", "Posts.xml", [QUESTION, ANSWER])
    write_csv(
        tmp_path / "csv",
        "Posts.csv.gz",
        "AcceptedAnswerId,Body,CreationDate,Id,OwnerUserId,ParentId,PostTypeId,Score,Tags,Title\n"
        '2,"<p>Every word &amp; more</p>",2024-03-01T09:30:00.250,1,7,,1,4,'
        "<handover><night-shift>,How do I hand over at night?\n"
        ",Slowly.,2024-03-02T09:30:00,2,,1,2,0,,\n",
    )

    assert list(Dump(tmp_path / "csv").posts()) == list(Dump(tmp_path / "xml").posts())


@pytest.mark.parametrize("name", ["posts.xml", "POSTS.XML", "Posts.XML"])
def test_the_case_of_a_file_s_name_does_not_matter(tmp_path: Path, name: str) -> None:
    write_xml(tmp_path, name, [QUESTION])

    assert len(list(Dump(tmp_path).posts())) == 1


def test_the_case_of_a_column_s_name_does_not_matter(tmp_path: Path) -> None:
    write_csv(tmp_path, "Tags.csv", "ID,TAGNAME,COUNT\n4,handover,12\n")

    (tag,) = Dump(tmp_path).tags()

    assert (tag.id, tag.name, tag.uses, tag.excerpt_post_id) == (4, "handover", 12, None)


def test_missing_tables_yield_nothing_and_are_named(tmp_path: Path) -> None:
    write_xml(tmp_path, "Posts.xml", [])
    dump = Dump(tmp_path)

    assert [list(dump.users()), list(dump.votes()), dump.missing_tables] == [
        [], [], ["Users", "Comments", "Votes", "PostLinks", "Tags"],
    ]  # fmt: skip


def test_a_dump_without_bodies_and_tags_still_has_its_questions(tmp_path: Path) -> None:
    write_csv(tmp_path, "Posts.csv", "Id,PostTypeId,CreationDate,Title\n5,1,2014-01-01T00:00:00,Where to?\n")

    (question,) = Dump(tmp_path).posts()

    assert (question.title, question.body_html, question.tags) == ("Where to?", "", ())


def test_posts_that_are_no_conversation_are_counted_by_their_type(tmp_path: Path) -> None:
    wiki = {"Id": "8", "CreationDate": "2024-01-01T00:00:00"}
    write_xml(tmp_path, "Posts.xml", [QUESTION] + [wiki | {"PostTypeId": kind} for kind in "4457"])
    dump = Dump(tmp_path)

    assert len(list(dump.posts())) == 1
    assert dump.report.skipped == {
        "neither a question nor an answer, but a post of type 4": 2,
        "neither a question nor an answer, but a post of type 5": 1,
        "neither a question nor an answer, but a post of type 7": 1,
    }
    assert dump.report.lines == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Id": "one"}, "id is not a number"),
        ({"Id": ""}, "id is missing"),
        ({"PostTypeId": "NA"}, "posttypeid is missing"),
        ({"CreationDate": "yesterday"}, "creationdate is not a date"),
        ({"CreationDate": "2024-02-30T00:00:00"}, "creationdate is not a date"),
        ({"CreationDate": ""}, "creationdate is missing"),
        ({"PostTypeId": "2"}, "parentid is missing"),
    ],
)
def test_a_bad_row_is_left_out_with_its_place_and_reason(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    write_xml(tmp_path, "Posts.xml", [QUESTION, QUESTION | change, QUESTION])
    dump = Dump(tmp_path)

    assert len(list(dump.posts())) == 2
    assert [line.reason for line in dump.report.lines] == [reason]
    assert dump.report.lines[0].where.startswith("Posts.xml, line 4")


def test_numbers_that_went_through_a_statistics_program_are_understood(tmp_path: Path) -> None:
    write_csv(tmp_path, "Votes.csv", "Id,PostId,VoteTypeId,UserId,CreationDate\n1,5.0,2.0,NaN,2024-01-01\n")

    (vote,) = Dump(tmp_path).votes()

    assert (vote.post_id, vote.kind, vote.voter_id) == (5, VoteKind.UP, None)
    assert vote.created_at == datetime(2024, 1, 1, tzinfo=UTC)


def test_votes_tell_their_kind(tmp_path: Path) -> None:
    vote = {"PostId": "1", "CreationDate": "2024-01-01T00:00:00"}
    kinds = ["1", "2", "3", "5", "16"]
    write_xml(tmp_path, "Votes.xml", [vote | {"Id": kind, "VoteTypeId": kind} for kind in kinds])

    assert [str(vote.kind) for vote in Dump(tmp_path).votes()] == ["accepted", "up", "down", "favorite", "other"]


def test_links_tell_duplicates_from_mere_mentions(tmp_path: Path) -> None:
    link = {"CreationDate": "2024-01-01T00:00:00", "PostId": "5", "RelatedPostId": "1"}
    rows = [link | {"Id": "1", "LinkTypeId": "1"}, link | {"Id": "2", "LinkTypeId": "3"}]
    write_xml(tmp_path, "PostLinks.xml", rows)

    assert [link.is_duplicate for link in Dump(tmp_path).links()] == [False, True]


def test_the_site_s_own_account_is_known(tmp_path: Path) -> None:
    write_xml(tmp_path, "Users.xml", [{"Id": "-1", "DisplayName": "Community"}, {"Id": "2", "DisplayName": "Ana"}])

    assert [user.is_housekeeping for user in Dump(tmp_path).users()] == [True, False]


def test_a_comment_keeps_its_text_and_its_author_s_name(tmp_path: Path) -> None:
    row = {"Id": "3", "PostId": "1", "Text": "See `x`", "CreationDate": "2024-01-01T10:00:00Z"}
    write_xml(tmp_path, "Comments.xml", [row | {"UserDisplayName": "gone"}])

    (comment,) = Dump(tmp_path).comments()

    assert (comment.text, comment.author_id, comment.author_name) == ("See `x`", None, "gone")


# --- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("<c#><.net><c++>", ("c#", ".net", "c++")),
        ("|c#|.net|", ("c#", ".net")),
        ("<tea><tea>", ("tea",)),
        ("", ()),
        ("<>", ()),
        ("plain", ("plain",)),
    ],
)
def test_both_ways_of_writing_tags_are_understood(text: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(text) == tags


@settings(deadline=None)
@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_keeps_its_instant_whatever_its_zone(moment: datetime) -> None:
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    assert parse_moment(moment.isoformat()) == expected


def test_a_moment_without_a_zone_is_in_utc() -> None:
    assert parse_moment("2011-06-21T20:25:14.257") == datetime(2011, 6, 21, 20, 25, 14, 257_000, UTC)
