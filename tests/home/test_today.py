"""The first page: what waits, then what is new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.audiences.service import only, public_audience
from community.entries.drafts import save_draft
from community.entries.follows import Subject, follow
from community.kernel.db import commit, session
from community.topics.queries import tag_by_name
from tests.bookmarks.factories import a_bookmark
from tests.counting import statements
from tests.factories import a_member, a_question, an_answer, an_entry
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

AFTER_TRAINING = datetime(2026, 3, 12, 12, tzinfo=UTC)


def follows_tag(member: Member, name: str) -> None:
    """Let `member` follow a tag that there is."""
    tag = tag_by_name(name)
    assert tag is not None
    follow(Subject.TAG, tag.id, by=member)
    commit()


def settled(**more: Any) -> Member:
    """Somebody who has taken the first steps."""
    return a_member(welcomed_at=datetime(2026, 1, 1, tzinfo=UTC), **more)


def test_strangers_learn_what_this_place_is(app: Flask, visitor: FlaskClient) -> None:
    page = visitor.get("/").text
    assert "is where the people of Northwind Care write down what they tried" in page
    assert 'href="/sign-in"' in page


def test_strangers_read_what_is_public_and_nothing_else(app: Flask, visitor: FlaskClient) -> None:
    an_entry(title="Open to all", audience=public_audience())
    an_entry(title="Among us")
    page = visitor.get("/").text
    assert "Open to all" in page
    assert "Among us" not in page


def test_the_stream_shows_what_is_open_to_the_member(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    an_entry(title="Among us")
    an_entry(author=ana, audience=only(ana), title="My own")
    an_entry(audience=only(a_member("Ben")), title="Of another")
    page = as_member(ana).get("/").text
    assert "Among us" in page
    assert "My own" in page
    assert "Of another" not in page


def test_the_stream_can_be_narrowed_to_a_kind(app: Flask, as_member: Any) -> None:
    an_entry(title="A reflection of mine")
    a_question("What makes a good note?")
    page = as_member(settled()).get("/?kind=question").text
    assert "What makes a good note?" in page
    assert "A reflection of mine" not in page


@pytest.mark.parametrize("query", ["kind=comment", "kind=x", "tab=x"])
def test_a_list_that_does_not_exist_is_not_found(app: Flask, as_member: Any, query: str) -> None:
    assert as_member(a_member()).get(f"/?{query}").status_code == 404


def test_following_shows_people_and_tags_that_one_follows(app: Flask, as_member: Any) -> None:
    ana, ben = settled(), a_member("Ben")
    an_entry(author=ben, title="By Ben")
    an_entry(tags=["handover"], title="On handover")
    an_entry(title="Something else")
    follow(Subject.MEMBER, ben.id, by=ana)
    follows_tag(ana, "handover")
    page = as_member(ana).get("/?tab=following").text
    assert "By Ben" in page
    assert "On handover" in page
    assert "Something else" not in page


def test_following_somebody_opens_nothing_that_is_closed(app: Flask, as_member: Any) -> None:
    ana, ben = settled(), a_member("Ben")
    an_entry(author=ben, audience=only(ben), title="Of another", tags=["handover"])
    follow(Subject.MEMBER, ben.id, by=ana)
    follows_tag(ana, "handover")
    assert "Of another" not in as_member(ana).get("/?tab=following").text


def test_following_nothing_says_how_to_begin(app: Flask, as_member: Any) -> None:
    assert "Nothing new from what you follow" in as_member(settled()).get("/?tab=following").text


def test_a_long_stream_keeps_its_filter_on_the_next_page(app: Flask, as_member: Any) -> None:
    for number in range(25):
        a_question(f"Question number {number}?")
    client = as_member(settled())
    first = client.get("/?kind=question").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(address).text
    assert "kind=question" in address
    assert [page.count('<article class="card card--question"') for page in (first, second)] == [20, 5]


def test_a_page_that_several_saved_is_shown_once_with_whom_one_may_know_of(app: Flask, as_member: Any) -> None:
    url, ana, fay = "https://example.org/hoists", settled(), a_member("Fay")
    for name in ("Ben", "Chi", "Dee", "Eve"):
        a_bookmark(url, author=a_member(name), title=f"Hoists, says {name}")
    a_bookmark(url, author=fay, audience=only(fay), title="Hoists, for Fay alone")
    client = as_member(ana)
    page = client.get("/").text
    assert "Hoists, says Eve" in page
    assert "Also saved by Dee, Chi and 1 other" in page
    assert page.count('<article class="card card--bookmark"') == 1
    assert client.get("/bookmarks").text.count('<article class="card card--bookmark"') == 1

    # What Fay keeps to herself hides nothing of the others, and she still sees it herself.
    assert "Hoists, for Fay alone" not in page
    assert "Also saved by Eve, Dee and 2 others" in as_member(fay).get("/").text


def test_of_a_page_that_several_saved_the_followed_one_is_shown(app: Flask, as_member: Any) -> None:
    ana, ben = settled(), a_member("Ben")
    a_bookmark("https://example.org/hoists", author=ben, title="Hoists, says Ben")
    a_bookmark("https://example.org/hoists", author=a_member("Chi"), title="Hoists, says Chi")
    follow(Subject.MEMBER, ben.id, by=ana)
    commit()
    page = as_member(ana).get("/?tab=following").text
    assert "Hoists, says Ben" in page
    assert "Also saved by Chi" in page


def test_a_page_saved_again_does_not_come_back_on_a_later_page(app: Flask, as_member: Any) -> None:
    url = "https://example.org/hoists"
    a_bookmark(url, title="Hoists, long ago")
    for number in range(21):
        an_entry(title=f"Entry {number}")
    a_bookmark(url, title="Hoists, now")
    client = as_member(settled())
    first = client.get("/").text
    second = client.get(first.split('rel="next" href="')[1].split('"')[0]).text
    assert "Hoists, now" in first
    assert "Hoists, long ago" not in second
    assert second.count("<article") == 2


def test_later_pages_of_the_stream_are_only_the_stream(app: Flask, as_member: Any) -> None:
    for number in range(25):
        an_entry(title=f"Entry {number}")
    client = as_member(a_member())
    address = client.get("/").text.split('rel="next" href="')[1].split('"')[0]
    page = client.get(address).text
    assert "For you today" not in page
    assert "Nothing waits for you" not in page
    assert page.count("<h1") == 1


def test_a_page_that_is_none_is_refused(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/?after=nowhere").status_code == 422


def test_a_due_reminder_stands_above_the_stream(app: Flask, as_member: Any) -> None:
    program = a_program(title="Handover that holds")
    a_reminder(program, 2, title="Write five lines")
    learner = an_enrollment(a_cohort(program), settled()).member
    with time_machine.travel(AFTER_TRAINING, tick=False):
        page = as_member(learner).get("/").text
    assert page.index("Write five lines") < page.index('id="new-title"')


def test_what_others_are_asked_is_not_shown(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2, title="Write five lines")
    an_enrollment(a_cohort(program))
    with time_machine.travel(AFTER_TRAINING, tick=False):
        assert "Write five lines" not in as_member(settled()).get("/").text


def test_drafts_wait_beside_the_stream(app: Flask, as_member: Any) -> None:
    ana, ben = settled(), settled()
    save_draft("question:new", {"title": "Half a question"}, by=ana)
    commit()
    assert 'href="/questions/new">Half a question' in as_member(ana).get("/").text
    assert "Half a question" not in as_member(ben).get("/").text


def test_questions_on_topics_that_one_follows_are_offered(app: Flask, as_member: Any) -> None:
    ana = settled()
    a_question("Who knows about handover?", tags=["handover"])
    follows_tag(ana, "handover")
    assert "Questions you could answer" in as_member(ana).get("/").text


def test_what_is_unread_is_said(app: Flask, as_member: Any) -> None:
    ana = settled()
    an_answer(a_question(author=ana))
    assert "1 notification that you have not read" in as_member(ana).get("/").text


def test_a_day_without_anything_is_calm(app: Flask, as_member: Any) -> None:
    assert "Nothing waits for you." in as_member(settled()).get("/").text


def test_a_new_member_sees_the_first_steps(app: Flask, as_member: Any) -> None:
    assert "Three steps to begin with" in as_member(a_member()).get("/").text


def test_a_step_that_was_taken_is_marked(app: Flask, as_member: Any) -> None:
    ana = a_member(bio="I look after nights.")
    an_entry(author=ana)
    assert as_member(ana).get("/").text.count('<li class="is-done">') == 2


def test_the_first_steps_go_once_they_are_taken(app: Flask, as_member: Any) -> None:
    ana = a_member(title="Nurse")
    an_entry(author=ana, tags=["handover"])
    follows_tag(ana, "handover")
    assert "Three steps to begin with" not in as_member(ana).get("/").text


def test_the_first_steps_can_be_skipped_for_good(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    page = as_member(ana).post("/first-steps/dismissal", follow_redirects=True)
    assert "Three steps to begin with" not in page.text
    assert "Three steps to begin with" not in as_member(ana).get("/").text


def test_skipping_twice_keeps_the_first_moment(app: Flask, as_member: Any) -> None:
    ana = settled()
    as_member(ana).post("/first-steps/dismissal")
    session().refresh(ana)
    assert ana.welcomed_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_strangers_skip_nothing(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.post("/first-steps/dismissal").status_code == 401


@pytest.mark.parametrize("rows", [1, 15])
def test_the_first_page_takes_five_queries(app: Flask, as_member: Any, rows: int) -> None:
    ana = a_busy_member(rows)
    paths = ["/", "/?tab=following", "/?kind=reflection"]
    with time_machine.travel(AFTER_TRAINING, tick=False):
        client = as_member(ana)
        with statements() as sent:
            answers = [client.get(path).status_code for path in paths]
    assert answers == [200, 200, 200]
    assert len(sent) == 5 * len(paths)


def test_the_first_page_of_strangers_takes_one_query(app: Flask, visitor: FlaskClient) -> None:
    for _ in range(30):
        an_entry(audience=public_audience())
    with statements() as sent:
        visitor.get("/")
    assert len(sent) == 1


def a_busy_member(rows: int) -> Member:
    """Somebody for whom each part of the first page has `rows` rows."""
    ana, ben = a_member("Ana"), a_member("Ben")
    program = a_program(ben)
    an_enrollment(a_cohort(program), ana)
    for number in range(rows):
        a_reminder(program, number + 1)
        a_question(f"Question number {number}?", author=ben, tags=["handover"])
        an_entry(author=ben, tags=["handover"])
        save_draft(f"answer:{number}", {"source": "Half"}, by=ana)
    follows_tag(ana, "handover")
    return ana
