"""A program is looked at before it happens, tried on oneself, and followed on its way to the learners."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Member
from community.kernel.db import commit, session
from community.kernel.mail.models import MailState, OutgoingMail
from community.programs import following
from community.programs.deliveries.models import Delivery
from community.programs.deliveries.planning import look_at_all_due
from community.programs.models import Enrollment, ReminderKind
from tests.factories import a_member
from tests.mailbox import Mailbox
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

CAME = datetime(2026, 3, 4, 12, tzinfo=UTC)


def in_zone(zone: str) -> Member:
    member = a_member()
    member.timezone = zone
    return member


def test_a_date_shows_page_mail_and_feed_as_a_learner_sees_them(app: Flask, as_member: Any) -> None:
    program = a_program()
    question = {"recall_question": "Which four?", "recall_answer": "Who, what, when, why."}
    a_reminder(program, 2, kind=ReminderKind.RECALL, **question)
    a_reminder(program, 16)
    cohort = a_cohort(program)
    client = as_member(program.owner)
    path = f"/programs/{program.slug}/through-time?cohort={cohort.id}&on="

    before = client.get(f"{path}2026-03-03").text
    assert "Nothing has come yet on this day." in before

    first = client.get(f"{path}2026-03-04").text
    assert "Write the last line first." in first.partition("By mail")[0]
    assert "Handover that holds: Day 2" in first
    assert "Do you remember? Which four?" in first.partition("By mail")[2]
    assert "Did you apply it?" in first.partition("In the feed")[2]

    later = client.get(f"{path}2026-03-18").text
    assert "Handover that holds: Day 16" in later
    assert session().scalar(select(func.count(Enrollment.id))) == 0
    assert "Try it once today." in client.get(f"/programs/reminders/{a_reminder(program).entry_id}/mail.html").text


def test_a_date_or_cohort_that_there_is_not_is_said_back(app: Flask, as_member: Any) -> None:
    program, other = a_program(), a_program()
    client, path = as_member(program.owner), f"/programs/{program.slug}"
    assert "No cohort yet." in client.get(f"{path}/through-time").text
    assert "No cohort yet." in client.get(f"{path}/calendar").text
    a_cohort(program)
    for page in ("through-time", "calendar"):
        assert client.get(f"{path}/{page}?on=9999-99-99").status_code == 422
        assert client.get(f"{path}/{page}?cohort=two").status_code == 422
        assert client.get(f"{path}/{page}?cohort={a_cohort(other).id}").status_code == 404
        assert as_member(a_member()).get(f"{path}/{page}").status_code == 403
    assert client.get(f"{path}/through-time?on=0001-01-01").status_code == 200


def test_the_calendar_tells_dates_zones_and_recipients(app: Flask, as_member: Any) -> None:
    program = a_program()
    a_reminder(program, 2)
    a_reminder(program, 5)
    cohort = a_cohort(program)
    for zone in ("Asia/Tokyo", "Asia/Tokyo", "America/New_York"):
        an_enrollment(cohort, in_zone(zone))
    quiet = an_enrollment(cohort, in_zone("Asia/Tokyo"))
    following.choose_mail(quiet, by=quiet.member, by_mail=False)
    gone = an_enrollment(cohort)
    following.leave(gone, by=gone.member)
    commit()
    page = as_member(program.owner).get(f"/programs/{program.slug}/calendar").text
    assert "4 learners get them; 3 of them by mail as well." in page
    assert page.count("Wed 4 Mar 2026, 09:00") == 2
    assert "Wed 4 Mar 2026, 00:00" in page  # nine in Tokyo for the owner in London
    assert "Mon 9 Mar 2026, 09:00" in page  # day five is a Saturday


def test_a_test_goes_to_who_designs_it(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    program = a_program()
    reminder = a_reminder(program)
    client = as_member(program.owner)
    page = client.post(f"/programs/reminders/{reminder.entry_id}/test", follow_redirects=True)
    assert f"on its way to {program.owner.email}" in page.text
    sent = mailbox.only(program.owner.email or "")
    assert (sent["To"], "Handover that holds: Day 2" in sent["Subject"]) == (program.owner.email, True)
    assert as_member(a_member()).post(f"/programs/reminders/{reminder.entry_id}/test").status_code == 403


def test_a_test_that_cannot_go_is_refused_in_words(app: Flask, as_member: Any) -> None:
    program = a_program()
    page = as_member(program.owner).post(f"/programs/reminders/{a_reminder(program).entry_id}/test")
    assert (page.status_code, "No mail leaves this site yet" in page.text) == (422, True)


def test_the_log_tells_what_went_and_lets_it_go_again(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    program = a_program()
    reminder = a_reminder(program)
    cohort = a_cohort(program)
    with time_machine.travel(CAME - timedelta(days=2), tick=False):
        ana, ben = (an_enrollment(cohort, a_member(name)) for name in ("Ana", "Ben"))
    with time_machine.travel(CAME, tick=False):
        look_at_all_due()
        mails = {mail.member_id: mail for mail in session().scalars(select(OutgoingMail))}
        mails[ana.member_id].state, mails[ana.member_id].error = MailState.FAILED.value, "No such box"
        mails[ben.member_id].state = MailState.DROPPED.value
        following.check_in(ben, reminder, by=ben.member, outcome="blocked", barrier="forgot", note="Too tired")
        commit()
        client = as_member(program.owner)
        log = client.get(f"/programs/{program.slug}/deliveries").text
        assert "could not be sent" in log
        assert log.count("Ben") == 1  # that his mail was not needed would tell what he did
        assert not {"blocked", "Too tired", "forgot"} & set(log.split())
        failed = client.get(f"/programs/{program.slug}/deliveries?show=failed").text
        assert ("Ana" in failed, "Ben" in failed, "No such box" in failed) == (True, False, True)

        wanted = session().scalars(select(Delivery).where(Delivery.mail_key == mails[ana.member_id].key)).one()
        path = f"/programs/deliveries/{wanted.id}/resending"
        assert as_member(a_member()).post(path).status_code == 404
        assert client.post(path).status_code == 303
        assert session().get_one(OutgoingMail, mails[ana.member_id].id).state != MailState.FAILED
        again = client.post(path)
        assert (again.status_code, "did not go" in again.text) == (422, True)
        assert client.post("/programs/deliveries/999999/resending").status_code == 404
