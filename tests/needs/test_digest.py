"""The weekly digest of those who may see needs tells what the page tells, once, and nothing to anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.accounts.models import Member, Role
from community.kernel import mail
from community.kernel.db import commit, session
from community.needs.models import NeedView
from community.notifications.choices import ways_of
from community.notifications.digests import queue_digests
from community.notifications.topics import Level, Topic
from tests.factories import a_member
from tests.mailbox import Mailbox, text_of
from tests.needs.factories import TITLE, people, stuck

MONDAY, NEXT_MONDAY = "2026-11-30 08:03:00+00:00", "2026-12-07 08:03:00+00:00"
SAID = "What this organization needs to learn next is handover: 5–9 people got stuck on it"


@pytest.fixture(autouse=True)
def _wednesday() -> Iterator[None]:
    with time_machine.travel("2026-11-25 12:00:00+00:00"):
        yield


def post_at(moment: str) -> None:
    """Send what is due then."""
    with time_machine.travel(moment):
        queue_digests()
        commit()
        mail.post_due(raising=True)


def told(mailbox: Mailbox, member: Member) -> list[str]:
    """The digests to `member` that say something of needs, each in one line."""
    texts = [" ".join(text_of(message).split()) for message in mailbox.to(member.email or "")]
    return [text for text in texts if "Where people get stuck" in text]


@pytest.mark.parametrize("role", [Role.COACH, Role.MANAGER, Role.ADMINISTRATOR])
def test_who_may_look_is_told_once_a_week(app: Flask, mailbox: Mailbox, role: Role) -> None:
    reader = a_member("Cora", role=role)
    askers = people(7)
    stuck(askers, "handover")
    for _time in range(2):
        post_at(MONDAY)
    (said,) = told(mailbox, reader)
    assert SAID in said
    assert TITLE not in said
    assert not any(asker.name in said for asker in askers)
    post_at(NEXT_MONDAY)
    assert len(told(mailbox, reader)) == 2


def test_nobody_else_is_told_nor_who_may_look_no_more(app: Flask, mailbox: Mailbox) -> None:
    ana, former = a_member("Ana"), a_member("Mo", role=Role.MANAGER)
    stuck(people(7), "handover")
    former.role = Role.MEMBER
    commit()
    post_at(MONDAY)
    assert told(mailbox, ana) == told(mailbox, former) == []


def test_what_too_few_people_lack_is_not_told(app: Flask, mailbox: Mailbox) -> None:
    reader = a_member("Cora", role=Role.COACH)
    stuck(people(6), "handover")
    post_at(MONDAY)
    assert told(mailbox, reader) == []


def test_one_setting_turns_it_off(app: Flask, mailbox: Mailbox) -> None:
    app.config["NEEDS_SHOWN"] = False
    reader = a_member("Cora", role=Role.COACH)
    stuck(people(7), "handover")
    post_at(MONDAY)
    assert told(mailbox, reader) == []


def test_to_be_told_by_mail_is_a_look(app: Flask, mailbox: Mailbox) -> None:
    a_member("Cora", role=Role.COACH)
    stuck(people(7), "handover")
    post_at(MONDAY)
    assert session().scalar(select(func.count(NeedView.id))) == 1


def test_the_choice_is_offered_to_who_may_look_and_kept(app: Flask, as_member: Any, mailbox: Mailbox) -> None:
    coach, member = a_member("Cora", role=Role.COACH), a_member("Ana")
    assert "needs_mail" not in as_member(member).get("/settings/notifications").text
    browser = as_member(coach)
    page = browser.get("/settings/notifications").text
    fields = {
        name: re.search(r'selected value="([^"]*)"', options)[1]  # type: ignore[index]  # every list has one chosen
        for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    }
    assert fields["needs_mail"] == "weekly"
    assert browser.post("/settings/notifications", data={**fields, "needs_mail": "off"}).status_code == 303
    assert ways_of(coach)[Topic.NEEDS].mail is Level.OFF
    stuck(people(7), "handover")
    post_at(MONDAY)
    assert told(mailbox, coach) == []


def test_who_may_not_look_saves_their_other_choices(app: Flask, as_member: Any) -> None:
    member = a_member("Ana")
    page = as_member(member).get("/settings/notifications").text
    fields = {
        name: re.search(r'selected value="([^"]*)"', options)[1]  # type: ignore[index]  # every list has one chosen
        for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL)
    }
    assert as_member(member).post("/settings/notifications", data={**fields, "tags_mail": "daily"}).status_code == 303
    assert ways_of(member)[Topic.TAGS].mail is Level.DAILY
