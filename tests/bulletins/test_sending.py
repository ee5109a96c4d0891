"""An issue goes once to each who asked for it, and shows each what they may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.audiences.service import organization_audience, public_audience
from community.bulletins import sending
from community.bulletins.queries import progress_of
from community.bulletins.service import schedule_issue
from community.bulletins.subscribing import subscribe, unsubscribe
from community.entries import service as entries
from community.kernel import clock
from community.kernel.db import commit, session
from community.kernel.errors import Refused
from community.kernel.jobs import jobs
from community.kernel.mail import post_due
from tests.bulletins.factories import a_bulletin, an_issue
from tests.factories import a_member, an_entry
from tests.mailbox import Mailbox, html_of, open_mailbox, text_of


@pytest.fixture
def mailbox(app: Flask) -> Any:
    """What everybody gets."""
    with open_mailbox(app) as box:
        yield box


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's quiet hours."""
    at_noon = clock.now().replace(hour=12)
    monkeypatch.setattr(clock, "now", lambda: at_noon)


def test_each_subscriber_gets_a_published_issue_once(mailbox: Mailbox) -> None:
    ben, chi, gone = a_member("Ben"), a_member("Chi"), a_member("Gil")
    bulletin = a_bulletin(a_member("Ana"), subscribers=[ben, chi, gone])
    unsubscribe(bulletin, by=gone)
    commit()

    issue = an_issue(bulletin, an_entry(title="Half of the list", audience=organization_audience()))
    for _again in range(3):
        jobs.wake()

    assert sorted(str(one["To"]) for one in mailbox.mails) == sorted(str(one.email) for one in (ben, chi))
    mail = mailbox.only(ben.email or "")
    assert "Half of the list" in text_of(mail)
    assert "Half of the list" in html_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (progress_of(issue).queued, progress_of(issue).sent, progress_of(issue).waiting) == (2, 2, 0)


def test_a_worker_that_died_is_followed_by_one_that_goes_on(app: Flask, mailbox: Mailbox, monkeypatch: Any) -> None:
    readers = [a_member() for _number in range(5)]
    bulletin = a_bulletin(a_member("Ana"), subscribers=readers)
    monkeypatch.setattr(sending, "PORTION", 2)
    app.config["JOBS"] = "worker"
    issue = an_issue(bulletin)

    assert sending.send_issues()
    monkeypatch.setattr(sending, "commit", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        sending.send_issues()
    session().rollback()
    monkeypatch.setattr(sending, "commit", commit)
    unsubscribe(bulletin, by=readers[0])
    subscribe(bulletin, by=readers[0])
    while sending.send_issues():
        pass
    post_due()

    assert sorted(str(one["To"]) for one in mailbox.mails) == sorted(str(one.email) for one in readers)
    assert progress_of(issue).queued == 5


def test_what_is_closed_after_it_was_picked_is_in_no_mail_and_on_no_page(
    app: Flask, as_member: Any, mailbox: Mailbox
) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    told = an_entry(title="Told to all", author=ana, audience=organization_audience())
    bulletin = a_bulletin(ana, subscribers=[ben])
    issue = an_issue(bulletin, told, published=False)
    entries.withdraw(told, by=ana)
    schedule_issue(issue, by=ana)
    commit()

    assert "Told to all" not in text_of(mailbox.only(ben.email or ""))
    assert "Told to all" not in as_member(ben).get(issue.entry.path).text
    assert "Told to all" not in as_member(ana).get(issue.entry.path).text


def test_an_issue_waits_for_its_moment(as_member: Any, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben = a_member("Ana"), a_member("Ben")
    issue = an_issue(a_bulletin(ana, subscribers=[ben]), published=False)
    schedule_issue(issue, by=ana, at=clock.now() + timedelta(hours=1))
    commit()
    assert as_member(ben).get(issue.entry.path).status_code == 404
    assert mailbox.mails == []

    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    jobs.wake()
    jobs.wake()

    assert mailbox.only(ben.email or "")["Subject"] == "First things"
    assert (issue.number, as_member(ben).get(issue.entry.path).status_code) == (1, 200)


def test_somebody_without_an_account_confirms_reads_and_leaves(
    app: Flask, visitor: FlaskClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PUBLIC_ALLOWED"] = True
    ana = a_member("Ana")
    bulletin = a_bulletin(ana, audience=public_audience())
    for _twice in range(2):
        assert visitor.post(f"{bulletin.path}/address", data={"email": "guest@example.org"}).status_code == 303
    link = mailbox.path("guest@example.org")
    an_issue(bulletin, title="Before the confirmation")
    assert visitor.get(link).status_code == 200
    assert [str(one["Subject"]) for one in mailbox.mails] == ["Please confirm: Northwind notes"]
    assert visitor.post(link).status_code == 200

    later = clock.now() + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    secret = an_entry(title="Among us", author=ana, audience=organization_audience())
    assert "“Among us” is not open" in refused(bulletin, secret)
    an_issue(bulletin, title="After it")
    mail = mailbox.to("guest@example.org")[-1]
    assert mail["Subject"] == "After it"
    ending = str(mail["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1:8000")
    assert visitor.post(ending, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    an_issue(bulletin, title="Too late")

    assert len(mailbox.to("guest@example.org")) == 2


def refused(bulletin: Any, pick: Any) -> str:
    """The sentence with which an issue with this entry is refused."""
    with pytest.raises(Refused) as refusal:
        an_issue(bulletin, pick)
    return str(refusal.value)
