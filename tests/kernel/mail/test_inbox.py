"""What comes back: mails that could not be delivered, complaints, and answers to addresses of our own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.kernel import clock, mail
from community.kernel.db import commit, session
from community.kernel.mail import MailState, OutgoingMail, Reply, Subscription, Tie, office
from community.kernel.mail.addresses import bounce_address, reply_address
from community.kernel.mail.inbox import Outcome, receive
from community.kernel.mail.returns import SOFT_BOUNCES, is_stopped
from tests.factories import a_member
from tests.kernel.mail.kinds import KIND, notes
from tests.mailbox import Mailbox

_numbers = itertools.count()


@pytest.fixture(autouse=True)
def _inbox(app: Flask) -> Iterator[None]:
    app.config["MAIL_INBOX"] = "community@example.org"
    with notes():
        yield


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Reply]:
    """The answers that were read."""
    found: list[Reply] = []
    monkeypatch.setitem(office.replies, "talk", lambda reply: not found.append(reply))  # type: ignore[func-returns-value]  # adding says nothing
    return found


def sent(address: str = "ana@example.org", key: str = "entry-7.member-3") -> OutgoingMail:
    """A mail that went."""
    mail.queue(KIND, address, key=key)
    commit()
    return session().query(OutgoingMail).filter_by(key=key).one()


def report(action: str, status: str, *, to: str, original: str = "", recipient: str = "ana@example.org") -> bytes:
    """A delivery report, as mail servers write them."""
    return (
        f"From: MAILER-DAEMON@mx.example.org\r\nTo: {to}\r\nSubject: Undelivered\r\n"
        f"Message-ID: <{next(_numbers)}@mx>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} said the other side\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {original}\r\nSubject: Hello\r\n\r\n--b--\r\n"
    ).encode()


def answer(to: str, text: str = "Yes.", *, sender: str = "ana@example.org", more: str = "") -> bytes:
    """An answer by mail."""
    return f"From: Ana <{sender}>\r\nTo: {to}\r\nMessage-ID: <{next(_numbers)}@pc>\r\n{more}\r\n{text}\r\n".encode()


def test_the_envelope_bears_an_address_for_this_mail_alone(app: Flask, mailbox: Mailbox) -> None:
    row = sent()
    assert mailbox.senders == [bounce_address(row.id)]
    assert len(mailbox.senders[0].partition("@")[0]) <= 64


def test_a_hard_bounce_stops_the_address_and_tells_the_member(app: Flask, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    row = sent()
    assert receive(report("failed", "5.1.1", to=bounce_address(row.id))) == Outcome.BOUNCE
    assert (row.state, is_stopped("ana@example.org"), ana.is_out_of_reach) == (MailState.BOUNCED, True, True)
    assert "said the other side" in row.error


def test_a_forged_report_stops_nobody(app: Flask, mailbox: Mailbox) -> None:
    sent()
    assert receive(report("failed", "5.1.1", to="community@example.org")) == Outcome.IGNORED
    forged = report("failed", "5.1.1", to="community+baaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org")
    assert receive(forged) == Outcome.IGNORED
    other = report("failed", "5.1.1", to="x@y", original="<entry-7.member-3@localhost>", recipient="ben@example.org")
    assert receive(other) == Outcome.IGNORED
    assert not is_stopped("ana@example.org")


def test_the_message_id_names_the_mail_where_the_envelope_was_lost(app: Flask, mailbox: Mailbox) -> None:
    row = sent()
    found = report("failed", "5.1.1", to="community@example.org", original="<entry-7.member-3@localhost>")
    assert receive(found) == Outcome.BOUNCE
    assert row.state == MailState.BOUNCED


def test_a_full_mailbox_is_believed_only_after_a_while(app: Flask, mailbox: Mailbox) -> None:
    for number in range(SOFT_BOUNCES):
        assert not is_stopped("ana@example.org")
        receive(report("failed", "5.2.2", to=bounce_address(sent(key=f"note-{number}").id)))
    assert is_stopped("ana@example.org")


def test_a_delay_is_no_failure(app: Flask, mailbox: Mailbox) -> None:
    row = sent()
    assert receive(report("delayed", "4.4.1", to=bounce_address(row.id))) == Outcome.IGNORED
    assert row.state == MailState.SENT


def test_a_complaint_ends_what_sent_the_mail(app: Flask, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[tuple[int, int]] = []
    there = Subscription(lambda _subject, _member: "Notes", lambda subject, member: ended.append((subject, member)))
    monkeypatch.setitem(office.subscriptions, "notes", there)
    row = sent()
    row.subscription = "notes/7/3"
    commit()
    complaint = (
        b"From: abuse@provider.example\r\nTo: abuse@example.org\r\nMessage-ID: <arf@provider>\r\n"
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nThis is a complaint.\r\n"
        b"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n\r\n"
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
        b"Message-ID: <entry-7.member-3@localhost>\r\nSubject: Hello\r\n\r\nHi\r\n"
        b"--b--\r\n"
    )
    assert receive(complaint) == Outcome.COMPLAINT
    assert receive(complaint) == Outcome.KNOWN
    assert ended == [(7, 3)]


def test_an_answer_reaches_whoever_reads_it_once(app: Flask, heard: list[Reply]) -> None:
    content = answer(reply_address(Tie("talk", 7, 3)), "Yes.\r\n\r\nOn Monday, Ben wrote:\r\n> Did it help?")
    assert [receive(content), receive(content)] == [Outcome.REPLY, Outcome.KNOWN]
    assert heard == [Reply(7, 3, "ana@example.org", "Yes.")]


def test_an_address_survives_small_letters_and_not_a_change(app: Flask, heard: list[Reply]) -> None:
    address = reply_address(Tie("talk", 7, 3))
    name, _at, host = address.partition("@")
    assert len(name) <= 64
    assert receive(answer(address.upper())) == Outcome.REPLY
    last = "a" if name[-1] != "a" else "b"
    for forged in (f"{name[:-2]}{last}{name[-1]}@{host}", f"{name[:12]}@{host}", f"community+r@{host}"):
        assert receive(answer(forged)) == Outcome.IGNORED
    with time_machine.travel(clock.now() + timedelta(days=200), tick=False):
        assert receive(answer(address)) == Outcome.IGNORED
    assert len(heard) == 1


@pytest.mark.parametrize("more", ["Auto-Submitted: auto-replied\r\n", "Precedence: bulk\r\n", "X-Autoreply: yes\r\n"])
def test_absence_notes_are_no_answers(app: Flask, heard: list[Reply], more: str) -> None:
    assert receive(answer(reply_address(Tie("talk", 7, 3)), more=more)) == Outcome.IGNORED
    assert heard == []


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"Content-Type: multipart/report\r\n\r\n", b"From: a\r\n" * 2000])
def test_anything_at_all_may_arrive(app: Flask, content: bytes) -> None:
    assert receive(content) == Outcome.IGNORED
