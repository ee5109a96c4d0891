"""Members choose what they hear and how; and end it from a mail without signing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Member
from community.audiences.service import only
from community.entries.follows import Subject, follow
from community.entries.models import Entry, Follow
from community.entries.service import withdraw
from community.kernel import mail
from community.kernel.db import commit, session
from community.kernel.mail import MailState, OutgoingMail, Tie
from community.kernel.mail.inbox import Outcome, receive
from community.kernel.mail.subscriptions import ending_path
from community.notifications.choices import choose, ways_of
from community.notifications.models import Notification
from community.notifications.topics import USUAL, Level, Topic, Ways
from tests.factories import a_comment, a_member, a_question, an_answer, an_entry
from tests.mailbox import Mailbox, text_of


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """Nobody's quiet hours: a Wednesday at noon."""
    with time_machine.travel("2026-11-25 12:00:00+00:00", tick=True):
        yield


def at_once(member: Member, *topics: Topic) -> None:
    """Let `member` hear of these topics by mail at once."""
    choose(member, {topic: USUAL[topic]._replace(mail=Level.AT_ONCE) for topic in topics})
    commit()


def mentioned(ana: Member, by: Member) -> Entry:
    """A comment that names `ana`."""
    return a_comment(an_entry(author=by, title="Handover"), by=by, source=f"@{ana.username}, did you try it?")


def test_by_default_only_what_asks_for_somebody_comes_at_once(app: Flask, mailbox: Mailbox) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    an_answer(a_question(author=ana), author=ben)
    assert mailbox.to(ana.email or "") == []
    mentioned(ana, ben)
    message = mailbox.only(ana.email or "")
    assert "Ben mentioned you in “Handover”" in text_of(message)
    assert message["From"] == "Ben at Commonplace <commonplace@localhost>"


def test_nothing_is_off_until_somebody_turns_it_off() -> None:
    assert all(ways.site and ways.mail is not Level.OFF for ways in USUAL.values())


def test_one_entry_is_one_mail_however_many_the_reasons(app: Flask, mailbox: Mailbox) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    at_once(ana, *Topic)
    a_comment(an_entry(author=ana), by=ben, source=f"@{ana.username}, look.")
    assert len(mailbox.to(ana.email or "")) == 1


def test_mails_of_one_talk_hang_together(app: Flask, mailbox: Mailbox) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    at_once(ana, *Topic)
    question = a_question("How do I begin?", author=ana)
    answer = an_answer(question, author=ben)
    remark = a_comment(answer, by=ben)
    follow(Subject.ENTRY, question.entry_id, by=ana)
    reply = a_comment(remark, by=ben)
    messages = mailbox.to(ana.email or "")
    ids = {
        one: f"<entry-{one}.member-{ana.id}@localhost>" for one in (question.entry_id, answer.id, remark.id, reply.id)
    }
    assert messages[0]["Message-ID"] == ids[answer.id]
    assert messages[-1]["In-Reply-To"] in ids.values()
    assert all(ids[question.entry_id] in message["References"] for message in messages)
    assert {message["Subject"] for message in messages} == {"Re: How do I begin?"}


def test_who_read_it_on_the_site_gets_no_mail(app: Flask, mailbox: Mailbox, as_member: Any) -> None:
    ana = a_member("Ana")
    port, app.config["MAIL_PORT"] = app.config["MAIL_PORT"], 1  # where nobody listens
    mentioned(ana, a_member("Ben"))
    as_member(ana).post("/notifications/reading")
    app.config["MAIL_PORT"] = port
    with time_machine.travel("2026-11-25 13:00:00+00:00"):
        mail.post_due(raising=True)
    assert (mailbox.mails, [row.state for row in session().query(OutgoingMail)]) == ([], [MailState.DROPPED])


def test_in_quiet_hours_nothing_is_sent(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana")
    ana.quiet_from, ana.quiet_until = 11, 15
    mentioned(ana, a_member("Ben"))
    assert mailbox.mails == []
    with time_machine.travel("2026-11-25 15:01:00+00:00"):
        mail.post_due(raising=True)
    assert len(mailbox.to(ana.email or "")) == 1


def test_what_is_off_on_the_site_is_neither_shown_nor_counted(app: Flask, as_member: Any) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    choose(ana, {Topic.REPLIES: Ways(site=False, mail=Level.WEEKLY, push=False)})
    a_comment(an_entry(author=ana, title="Handover"), by=ben)
    session().refresh(ana)
    assert ana.unread_count == 0
    assert "commented on what you wrote" not in as_member(ana).get("/notifications").text
    an_answer(a_question(author=ana), author=ben)
    session().refresh(ana)
    assert ana.unread_count == 1


def test_the_page_changes_one_topic_and_keeps_the_others(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    client = as_member(ana)
    page = client.get("/settings/notifications").text
    fields = dict(re.findall(r'<input[^>]*\bchecked\b[^>]*name="(\w+)"[^>]*value="(\w)"', page))
    for name, options in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        (fields[name],) = re.findall(r'selected value="([^"]*)"', options)
    response = client.post("/settings/notifications", data=fields | {"tags_mail": "daily", "digest_hour": "22"})
    assert response.status_code == 303
    assert ways_of(ana) == {**USUAL, Topic.TAGS: USUAL[Topic.TAGS]._replace(mail=Level.DAILY)}
    assert client.post("/settings/notifications", data=fields | {"tags_mail": "hourly"}).status_code == 422


def one_click(message: Any) -> str:
    """The path at which a mail program ends what sent `message`."""
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://127\.0\.0\.1:8000(/\S+)>", message["List-Unsubscribe"])
    assert found is not None
    return str(found[1])


def test_one_click_ends_it_without_a_sign_in_and_a_look_does_not(
    app: Flask, mailbox: Mailbox, visitor: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    ana, ben = a_member("Ana"), a_member("Ben")
    mentioned(ana, ben)
    path = one_click(mailbox.only(ana.email or ""))
    assert "Yes, end it" in visitor.get(path).text
    assert ways_of(ana)[Topic.ASKS].mail is Level.AT_ONCE
    for _time in range(2):
        response = visitor.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (response.status_code, response.headers.get("Location")) == (200, None)
    assert ways_of(ana)[Topic.ASKS] == USUAL[Topic.ASKS]._replace(mail=Level.OFF)
    mentioned(ana, ben)
    assert len(mailbox.to(ana.email or "")) == 1


def test_a_changed_link_ends_nothing(app: Flask, visitor: FlaskClient) -> None:
    path = ending_path(Tie("digest", 0, a_member().id))
    assert visitor.post(path[:-2] + "xx").status_code == 404
    assert visitor.post(ending_path(Tie("nothing-of-the-kind", 0, 1))).status_code == 404


def test_a_thread_and_a_person_can_be_ended_by_their_line(app: Flask, visitor: FlaskClient) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    post = an_entry(author=ben, title="Handover")
    follow(Subject.MEMBER, ben.id, by=ana)
    follow(Subject.ENTRY, post.id, by=ana)
    commit()
    for tie in (Tie("member", ben.id, ana.id), Tie("thread", post.id, ana.id)):
        visitor.post(ending_path(tie))
    assert session().query(Follow).filter_by(member_id=ana.id).count() == 0
    a_comment(post, by=ana)
    a_comment(post, by=ben)
    assert session().query(Notification).filter_by(member_id=ana.id).count() == 0
    a_comment(post, by=ben, source=f"@{ana.username}, look.")
    assert session().query(Notification).filter_by(member_id=ana.id).count() == 1


def test_a_page_that_one_may_not_see_is_not_named(app: Flask, visitor: FlaskClient) -> None:
    ben = a_member("Ben")
    secret = an_entry(author=ben, audience=only(ben), title="Xylophon")
    page = visitor.get(ending_path(Tie("thread", secret.id, a_member().id))).text
    assert "Xylophon" not in page


def test_an_answer_by_mail_becomes_a_comment(app: Flask, mailbox: Mailbox) -> None:
    app.config["MAIL_INBOX"] = "community@example.org"
    ana, ben = a_member("Ana"), a_member("Ben")
    remark = mentioned(ana, ben)
    address = mailbox.only(ana.email or "")["Reply-To"]
    content = f"From: {ana.email}\nTo: {address}\nMessage-ID: <1@pc>\n\nYes, and *it worked*.\n\n-- \nAna\n"
    stranger = content.replace(f"From: {ana.email}", "From: eve@example.org")
    assert receive(stranger.encode()) == Outcome.REFUSED
    assert receive(content.encode()) == Outcome.REPLY
    written = session().query(Entry).filter_by(parent_id=remark.id).one()
    assert (written.author_id, written.source) == (ana.id, "Yes, and *it worked*.")


def test_who_may_not_comment_there_any_more_cannot_by_mail(app: Flask, mailbox: Mailbox) -> None:
    app.config["MAIL_INBOX"] = "community@example.org"
    ana, ben = a_member("Ana"), a_member("Ben")
    remark = mentioned(ana, ben)
    address = mailbox.only(ana.email or "")["Reply-To"]
    withdraw(remark, by=ben)
    commit()
    assert receive(f"From: {ana.email}\nTo: {address}\n\nYes.\n".encode()) == Outcome.REFUSED


def test_a_member_out_of_reach_is_told_on_every_page_until_it_works(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana", email="ana@example.org")
    mail.office.stops["accounts"]("ana@example.org")
    commit()
    client = as_member(ana)
    assert "Mails to ana@example.org come back" in client.get("/questions").text
    client.post("/settings/notifications/mail")
    assert "come back" not in client.get("/questions").text


def test_the_preview_is_for_developers(app: Flask, as_member: Any) -> None:
    client = as_member(a_member())
    assert client.get("/mails").status_code == 404
    app.debug = True
    try:
        page = client.get("/mails").text
        for path in re.findall(r'href="(/mails/[^"]+)"', page):
            assert client.get(path).status_code == 200, path
    finally:
        app.debug = False
