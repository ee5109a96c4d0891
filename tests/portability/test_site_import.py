"""A site that moves in keeps its people, its dates and its threads, and nobody is told of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from community.accounts.models import MemberState
from community.audiences.models import ORGANIZATION_ID
from community.entries.models import Entry, Vote
from community.kernel.bus import LoggedEvent
from community.kernel.db import session
from community.questions.models import Question
from community.search.language import parse
from community.search.queries import search
from community.topics.models import Tag
from tests.factories import a_member
from tests.portability.sites import POSTS, USERS, a_site, entry, imported, question, someone, totals

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """The dump of a site with two questions."""
    return a_site(tmp_path)


def at(day: int, month: int = 3) -> datetime:
    return datetime(2024, month, day, 9, 30, tzinfo=UTC)


def test_a_question_keeps_its_author_dates_tags_and_score(dump: Path) -> None:
    imported(dump)

    asked = entry("q:1")
    assert (asked.author, asked.published_at, asked.edited_at, asked.tag_names, asked.score, asked.audience_id) == (
        someone("u:7"), at(1), at(5), ["handover", "night-shift"], 4, ORGANIZATION_ID,
    )  # fmt: skip


def test_its_text_is_markdown_that_mentions_nobody_here(dump: Path) -> None:
    a_member(username="ben.ode")

    imported(dump)

    assert "<em>reads</em> it, @ben.ode &amp; all" in entry("q:1").html


def test_a_question_without_a_text_has_its_title(dump: Path) -> None:
    imported(dump)

    assert (entry("q:4").title, entry("q:4").source) == ("What goes into a handover?", "")


def test_a_question_counts_its_answers(dump: Path) -> None:
    imported(dump)

    asked = question(1)
    assert (asked.answer_count, asked.best_answer_score, asked.first_answered_at, asked.active_at) == (
        2, 6, at(2), at(5),
    )  # fmt: skip


def test_an_answer_keeps_its_question_active(tmp_path: Path) -> None:
    late = {**POSTS[2], "CreationDate": "2024-03-09T09:30:00"}

    imported(a_site(tmp_path, Posts=[POSTS[0], late]))

    assert question(1).active_at == at(9)


def test_the_answer_that_helped_keeps_its_mark(dump: Path) -> None:
    imported(dump)

    assert question(1).accepted_answer == entry("a:3")


def test_the_mark_on_an_answer_to_another_question_is_left_out(tmp_path: Path) -> None:
    imported(a_site(tmp_path, Posts=[POSTS[0], {**POSTS[2], "ParentId": "4"}, POSTS[3]]))

    assert question(1).accepted_answer is None


def test_an_answer_may_stand_before_its_question(tmp_path: Path) -> None:
    imported(a_site(tmp_path, Posts=POSTS[::-1]))

    assert (question(1).answer_count, question(1).accepted_answer) == (2, entry("a:3"))


def test_remarks_hang_below_their_posts_and_are_counted(dump: Path) -> None:
    imported(dump)

    assert [(entry(f"c:{i}").parent, entry(f"c:{i}").score) for i in (1, 2)] == [(entry("q:1"), 0), (entry("a:3"), 2)]
    assert (entry("q:1").comment_count, entry("a:3").comment_count) == (1, 1)


def test_a_remark_mentions_nobody_here(dump: Path) -> None:
    imported(dump)

    assert entry("c:1").html == "<p>Ask @Ben.Ode, <code>@home</code></p>\n"


def test_a_duplicate_leads_to_the_question_with_the_answers(dump: Path) -> None:
    imported(dump)

    closed = question(4)
    assert (closed.duplicate_of, closed.closed_at) == (question(1), datetime(2024, 4, 3, tzinfo=UTC))


def test_duplicates_never_go_in_a_circle(dump: Path) -> None:
    report = imported(dump)

    assert question(1).duplicate_of is None
    assert report.skipped["a duplicate mark that leads back to its own question"] == 1


def test_votes_are_in_the_scores_and_nobody_is_said_to_have_cast_them(dump: Path) -> None:
    report = imported(dump)

    assert session().scalars(select(Vote)).all() == []
    assert report.skipped["a vote that its post's score holds, as the dump does not tell who cast it"] == 6


def test_tags_come_with_the_site_even_where_nothing_bears_them(dump: Path) -> None:
    imported(dump)

    uses = {tag.name: tag.use_count for tag in session().scalars(select(Tag))}
    assert uses == {"handover": 2, "night-shift": 1, "lifting": 0}


def test_people_keep_their_names_and_what_they_said_of_themselves(dump: Path) -> None:
    imported(dump)

    ana = someone("u:7")
    assert (ana.name, ana.bio, ana.joined_at) == ("Ana Lima", "I lift.", datetime(2021, 5, 1, 8, tzinfo=UTC))


def test_people_of_one_name_get_different_usernames(dump: Path) -> None:
    imported(dump)

    assert (someone("u:7").username, someone("u:9").username) == ("ana.lima", "ana.lima.9")


def test_a_username_that_a_member_has_is_not_taken_away(dump: Path) -> None:
    a_member(username="ana.lima")

    imported(dump)

    assert someone("u:7").username == "ana.lima.7"


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "Мария", "🦊", "a" * 400, "new"])
def test_any_name_gives_a_member_with_a_username(tmp_path: Path, name: str) -> None:
    users = [{**USERS[1], "DisplayName": name}, {**USERS[1], "Id": "8", "DisplayName": name}]

    imported(a_site(tmp_path, Users=users))

    people = [someone("u:7"), someone("u:8")]
    assert all(person.name and 2 <= len(person.username) <= 40 for person in people)


def test_imported_people_cannot_sign_in(dump: Path) -> None:
    imported(dump)

    ana = someone("u:7")
    assert (ana.email, ana.password_hash, ana.state) == (None, "", MemberState.ACTIVE)


def test_whoever_left_the_site_is_kept_by_the_name_that_is_left(dump: Path) -> None:
    imported(dump)

    author = entry("a:2").author
    assert (author.name, author.state) == ("user1234", MemberState.SUSPENDED)


def test_all_who_left_without_a_name_are_one_former_contributor(tmp_path: Path) -> None:
    nameless = [{key: value for key, value in post.items() if key != "OwnerUserId"} for post in (POSTS[0], POSTS[3])]

    imported(a_site(tmp_path, Posts=nameless))

    assert entry("q:1").author == entry("q:4").author
    assert entry("q:1").author.name == "Former contributor"


def test_the_account_under_which_the_site_itself_acts_is_nobody(dump: Path) -> None:
    report = imported(dump)

    assert report.skipped["the account under which the site itself acts"] == 1
    assert totals()["member"] == len(USERS) - 1 + 1  # without it, with user1234


def test_what_is_left_out_is_told_with_its_reason(dump: Path) -> None:
    skipped = imported(dump).skipped

    assert skipped == {
        "the account under which the site itself acts": 1,
        "an answer whose question is not here": 1,
        "a comment without a text": 1,
        "a comment on a post that is not here": 1,
        "a duplicate mark that leads back to its own question": 1,
        "a duplicate mark from or to a question that is not here": 1,
        "neither a question nor an answer, but a post of type 5": 1,
        "a vote that its post's score holds, as the dump does not tell who cast it": 6,
        "a vote of acceptance, in whose place the question has its mark": 1,
        "a vote on bounties, closing or review, which are not known here": 1,
    }


def test_search_finds_what_came(dump: Path) -> None:
    imported(dump)

    found = search(a_member(), parse("isbar", today=date(2026, 11, 22)))

    assert list(found.entries) == [entry("a:3")]


def test_nobody_is_told(dump: Path) -> None:
    imported(dump)

    assert session().scalars(select(LoggedEvent)).all() == []


def test_a_second_run_takes_nothing(dump: Path) -> None:
    imported(dump)
    before = totals()

    report = imported(dump)

    assert totals() == before
    assert report.sentences()[0] == "Nothing was taken."


def test_a_later_dump_brings_what_is_new(tmp_path: Path) -> None:
    imported(a_site(tmp_path, Posts=POSTS[:2], Comments=[]))

    imported(a_site(tmp_path))

    assert (question(1).answer_count, question(1).accepted_answer, entry("a:3").comment_count) == (2, entry("a:3"), 1)


def test_two_sites_do_not_get_into_each_others_way(dump: Path) -> None:
    imported(dump, "care")
    before = totals()

    imported(dump, "nursing")

    assert totals() == {kind: 2 * count for kind, count in before.items()}


def test_a_text_that_no_page_would_take_is_left_out(tmp_path: Path) -> None:
    report = imported(a_site(tmp_path, Posts=[{**POSTS[0], "Body": f"<p>{'word ' * 30_000}</p>"}]))

    assert report.skipped["a text that is longer than 100,000 characters"] == 1
    assert session().scalars(select(Question)).all() == []


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    report = imported(tmp_path)

    assert report.skipped["the table Posts, which the folder does not have"] == 1
    assert session().scalars(select(Entry)).all() == []
