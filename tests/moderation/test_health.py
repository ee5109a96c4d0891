"""Seeing whether background work and mail are well, and trying again what failed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts.models import Role
from community.kernel import mail
from community.kernel.bus import PARKED, EventDelivery
from community.kernel.db import commit, session
from community.kernel.jobs import jobs
from community.kernel.mail import MailState, OutgoingMail
from tests.factories import a_comment, a_member, an_entry
from tests.mailbox import Mailbox

PAGE = "/admin/health"


@pytest.fixture
def wen(app: Flask, as_member: Any) -> Any:
    """Somebody who looks after the community."""
    return as_member(a_member("Wen", role=Role.ADMINISTRATOR))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COACH, Role.MANAGER])
def test_the_machine_room_is_for_administrators(app: Flask, as_member: Any, role: Role) -> None:
    client = as_member(a_member(role=role))
    assert client.get(PAGE).status_code == 403
    assert client.post(f"{PAGE}/duties/retry", data={"name": "send mail"}).status_code == 403


def test_all_is_well_where_nothing_failed(wen: Any) -> None:
    text = wen.get(PAGE).text
    assert "All is well." in text
    assert "Deliver events" in text


def test_what_was_parked_is_brought_to_its_subscriber_again(wen: Any) -> None:
    a_comment(an_entry())
    parked = session().query(EventDelivery).first()
    assert parked is not None
    parked.state, parked.error = PARKED, "Boom: the disk was full"
    commit()
    assert "the disk was full" in wen.get(PAGE).text
    path = f"{PAGE}/deliveries/{parked.event_id}/retry"
    assert wen.post(path, data={"subscriber": parked.subscriber}).status_code == 303
    assert parked.state == "done"
    assert wen.post(path, data={"subscriber": parked.subscriber}).status_code == 404


def test_a_failing_duty_is_named_and_can_be_run_again(app: Flask, wen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = ["no route to host"]

    def work() -> None:
        if trouble:
            raise OSError(trouble[0])

    monkeypatch.setitem(jobs._schedules, "look at the sky", (5, work))
    for _time in range(2):
        wen.post(f"{PAGE}/duties/retry", data={"name": "look at the sky"})
    assert "Failed 2 times in a row: OSError: no route to host" in wen.get(PAGE).text
    trouble.clear()
    wen.post(f"{PAGE}/duties/retry", data={"name": "look at the sky"})
    assert "no route to host" not in wen.get(PAGE).text
    assert wen.post(f"{PAGE}/duties/retry", data={"name": "look away"}).status_code == 404


def test_a_mail_that_was_refused_is_sent_again(wen: Any, mailbox: Mailbox) -> None:
    ana = a_member("Ana", email="ana@example.org")
    mailbox.answers["ana@example.org"] = "554 5.7.1 Not today"
    mail.queue("welcome", "ana@example.org", member_id=ana.id)
    commit()
    failed = session().query(OutgoingMail).one()
    assert failed.state == MailState.FAILED
    assert "Not today" in wen.get(PAGE).text
    mailbox.answers.clear()
    wen.post(f"{PAGE}/mails/{failed.id}/retry")
    assert len(mailbox.to("ana@example.org")) == 1
    assert "Not today" not in wen.get(PAGE).text
    assert wen.post(f"{PAGE}/mails/{failed.id}/retry").status_code == 404
