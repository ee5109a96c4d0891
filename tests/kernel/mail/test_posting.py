"""Mails leave once, in the right order, and what the server says is heard."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from community.kernel import clock, mail
from community.kernel.db import commit, db, session
from community.kernel.mail import Later, Letter, MailState, OutgoingMail, Rank, Recipient, outbox, posting, transports
from community.kernel.mail.returns import is_stopped
from tests.kernel.mail.kinds import KIND, notes, plain, queue
from tests.mailbox import Mailbox


@pytest.fixture(autouse=True)
def _notes(app: Flask) -> Iterator[None]:
    with notes():
        yield


def rows() -> list[OutgoingMail]:
    """All mails, the oldest first."""
    session().expire_all()
    return session().query(OutgoingMail).order_by(OutgoingMail.id).all()


def states() -> list[str]:
    """Where all mails are."""
    return [row.state for row in rows()]


def test_the_same_key_is_one_mail(app: Flask, mailbox: Mailbox) -> None:
    for _time in range(3):
        queue("ana@example.org", "entry-1.member-1")
    assert len(mailbox.mails) == 1
    assert states() == [MailState.SENT]


def test_many_go_over_one_connection(app: Flask, mailbox: Mailbox) -> None:
    added = mail.queue_many(KIND, (Recipient(f"m{n}@example.org", f"note-{n}") for n in range(30)))
    commit()
    assert (added, len(mailbox.mails), mailbox.connections) == (30, 30, 1)


def test_the_urgent_one_overtakes(app: Flask, mailbox: Mailbox) -> None:
    with notes(rank=Rank.BULLETIN):
        mail.queue(KIND, "slow@example.org")
    with notes(rank=Rank.ACCOUNT):
        mail.queue(KIND, "fast@example.org")
        commit()
    assert [message["To"] for message in mailbox.mails] == ["fast@example.org", "slow@example.org"]


def test_a_mail_has_both_bodies_and_says_that_a_machine_wrote_it(app: Flask, mailbox: Mailbox) -> None:
    queue("ana@example.org", "entry-7.member-3")
    message = mailbox.only("ana@example.org")
    assert message["Message-ID"] == "<entry-7.member-3@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Feedback-ID"] == "note:direct:commonplace:localhost"
    html = message.get_body(("html",))
    assert html is not None
    content = html.get_content()
    assert 'style="max-width: 560px' in content
    assert "<img" not in content
    assert message.get_body(("plain",)) is not None


def test_a_line_break_in_a_header_is_refused(app: Flask, mailbox: Mailbox) -> None:
    def forged(row: OutgoingMail) -> Letter:
        letter = plain(row)
        return Letter(letter.template, letter.to, "Hello\r\nBcc: everybody@example.org", letter.context)

    with notes(forged), pytest.raises(ValueError, match="linefeed or carriage return"):
        queue("ana@example.org")
    assert (states(), mailbox.mails) == ([MailState.FAILED], [])


def test_what_has_nothing_to_say_is_dropped(app: Flask, mailbox: Mailbox) -> None:
    with notes(lambda _row: None):
        queue("ana@example.org")
    assert (states(), mailbox.mails) == ([MailState.DROPPED], [])


def test_what_is_for_later_waits(app: Flask, mailbox: Mailbox) -> None:
    until = clock.now() + timedelta(hours=3)

    def later(row: OutgoingMail) -> Letter:
        if clock.now() < until:
            raise Later(until)
        return plain(row)

    with notes(later):
        queue("ana@example.org")
        assert (states(), len(mailbox.mails)) == ([MailState.WAITING], 0)
        with time_machine.travel(until + timedelta(minutes=1), tick=False):
            posting.post_due(raising=True)
    assert (states(), len(mailbox.mails)) == ([MailState.SENT], 1)


def test_a_refusal_for_now_is_tried_again_later(app: Flask, mailbox: Mailbox) -> None:
    mailbox.answers["ana@example.org"] = "451 4.3.0 Come back later"
    queue("ana@example.org")
    (row,) = rows()
    assert (row.state, row.attempts) == (MailState.WAITING, 1)
    assert row.due_at > clock.now()
    mailbox.answers.clear()
    with time_machine.travel(row.due_at + timedelta(seconds=1), tick=False):
        posting.post_due(raising=True)
    assert (states(), len(mailbox.mails)) == ([MailState.SENT], 1)


def test_an_address_that_does_not_exist_is_left_alone(app: Flask, mailbox: Mailbox) -> None:
    mailbox.answers["gone@example.org"] = "550 5.1.1 No such user"
    queue("gone@example.org")
    mailbox.answers.clear()
    queue("GONE@example.org")
    assert states() == [MailState.BOUNCED, MailState.DROPPED]
    assert is_stopped("Gone@example.org")


def test_a_refused_text_does_not_end_the_connection(app: Flask, mailbox: Mailbox) -> None:
    mailbox.answer_to_text = "554 5.7.1 Looks like advertising"
    queue("ana@example.org")
    assert states() == [MailState.FAILED]
    assert not is_stopped("ana@example.org")


def test_without_a_server_others_wait_and_the_limit_of_attempts_is_kept(app: Flask) -> None:
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=1)
    queue("ana@example.org")
    queue("ben@example.org")
    assert states() == [MailState.WAITING] * 2
    assert {row.attempts for row in rows()} == {0}


def test_each_provider_gets_its_share_of_a_minute(app: Flask, mailbox: Mailbox) -> None:
    app.config["MAIL_PER_MINUTE"] = 2
    mail.queue_many(KIND, [Recipient(f"{n}@big.example") for n in range(5)] + [Recipient("a@small.example")])
    commit()
    domains = [str(message["To"]).rpartition("@")[2] for message in mailbox.mails]
    assert sorted(domains) == ["big.example", "big.example", "small.example"]
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        posting.post_due(raising=True)
    assert len(mailbox.mails) == 5


def test_a_dry_run_writes_files(app: Flask, tmp_path: Path) -> None:
    app.config.update(MAIL_FOLDER=str(tmp_path), MAIL_SERVER="127.0.0.1", MAIL_PORT=1)
    queue("ana@example.org", "entry-7.member-3")
    (file,) = tmp_path.iterdir()
    assert file.name == "entry-7.member-3-localhost.eml"
    assert b"To: ana@example.org" in file.read_bytes()


def test_a_lease_that_ran_out_sends_nothing(app: Flask, mailbox: Mailbox) -> None:
    with notes(lambda row: _taken_by_another(plain(row))):
        queue("ana@example.org")
    assert (states(), mailbox.mails) == ([MailState.WAITING], [])


def _taken_by_another(letter: Letter) -> Letter:
    """Let another worker claim all mails while this one writes."""
    (row,) = rows()
    outbox.release([row.id])
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        outbox.claim(10)
    return letter


class Severed(transports.Transport):
    """A connection that breaks behind the dot."""

    def hand_over(  # type: ignore[override]  # it looks at nothing else
        self, _message: EmailMessage, *, before: Callable[[], None], **_facts: object
    ) -> None:
        """Break when it is too late."""
        before()
        raise transports.Unreachable("connection reset")


def test_a_mail_that_may_have_gone_is_not_sent_again(
    app: Flask, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(transports, "chosen", lambda _config: Severed())
        queue("ana@example.org")
    posting.post_due(raising=True)
    assert (states(), mailbox.mails) == ([MailState.UNCLEAR], [])


def _send_and_die(app: Flask, killed_in: str) -> None:
    """Send what is due in a process of its own, and be killed at the worst moment."""

    def die(*_args: object, **_kwargs: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context(), notes():
        db.engine.dispose(close=False)  # its connections belong to the process that made them
        if killed_in == "before":
            outbox.mark_sent = die  # type: ignore[assignment]  # killed while the text is with the server
        else:
            true_mark = outbox.mark_sent

            def mark_and_die(*args: object, **kwargs: object) -> None:
                true_mark(*args, **kwargs)  # type: ignore[arg-type]  # handed on
                die()

            outbox.mark_sent = mark_and_die  # type: ignore[assignment]  # killed between the mark and the dot
        posting.post_due(raising=True)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(
    ("killed_in", "arrives", "state"), [("before", 1, MailState.SENT), ("after", 0, MailState.UNCLEAR)]
)
def test_whatever_is_killed_a_mail_goes_at_most_once(
    app: Flask, mailbox: Mailbox, killed_in: str, arrives: int, state: MailState
) -> None:
    port, app.config["MAIL_SERVER"] = app.config["MAIL_PORT"], ""
    mail.queue(KIND, "ana@example.org")
    session().commit()
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port)
    session().close()
    worker = multiprocessing.get_context("fork").Process(target=_send_and_die, args=(app, killed_in))
    worker.start()
    worker.join(20)
    assert worker.exitcode == -signal.SIGKILL
    with time_machine.travel(clock.now() + outbox.LEASE + timedelta(seconds=1), tick=False):
        posting.post_due(raising=True)
    assert len(mailbox.mails) == arrives
    assert states() == [state]
