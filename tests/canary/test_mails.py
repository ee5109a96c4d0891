"""No word reaches anybody by mail whom its audience does not hold when the mail goes."""

from __future__ import annotations

import pytest
import time_machine
from flask import Flask

from community.accounts.models import Member
from community.entries import service
from community.entries.follows import Subject, follow
from community.entries.models import Entry
from community.kernel import mail
from community.kernel.db import commit, session
from community.notifications.choices import choose
from community.notifications.digests import queue_digests
from community.notifications.topics import USUAL, Level, Topic
from tests.canary.people import VISITOR, Cast, settle
from tests.canary.planting import Aviary, plant
from tests.mailbox import Mailbox, html_of, text_of

WEDNESDAY, MONDAY = "2026-11-25 12:00:00+00:00", "2026-11-30 08:03:00+00:00"


@pytest.mark.parametrize("level", [Level.AT_ONCE, Level.WEEKLY])
def test_no_mail_tells_a_canary_to_who_may_not_read_it(app: Flask, mailbox: Mailbox, level: Level) -> None:
    with time_machine.travel(WEDNESDAY):
        cast = _everybody_listens(app, level)
        _hold_back(app, wanted=True)
        aviary = plant(cast)
        _close_half(cast, aviary)
    with time_machine.travel(MONDAY):
        _hold_back(app, wanted=False)
        queue_digests()
        commit()
        while mail.post_due(raising=True):
            pass
    assert {who for who in cast.people if _mails(mailbox, cast, who)} >= {"mate", "named", "outsider"}
    assert {who: found for who in cast.people if (found := aviary.leaks(_mails(mailbox, cast, who), who))} == {}


def _everybody_listens(app: Flask, level: Level) -> Cast:
    app.config["PUBLIC_ALLOWED"] = True
    cast = settle()
    for member in cast.people.values():
        choose(member, {topic: USUAL[topic]._replace(mail=level) for topic in Topic})
        follow(Subject.MEMBER, cast.people["author"].id, by=member)
    commit()
    return cast


def _hold_back(app: Flask, *, wanted: bool) -> None:
    """Let mails wait until audiences have changed: a server that cannot be reached is one that comes back."""
    if wanted:
        app.config["KEPT_PORT"], app.config["MAIL_PORT"] = app.config["MAIL_PORT"], 1
    else:
        app.config["MAIL_PORT"] = app.config["KEPT_PORT"]


def _close_half(cast: Cast, aviary: Aviary) -> None:
    """Make every second entry the author's own after its news were told, and expect nobody else to read of it."""
    author = cast.people["author"]
    open_ones = [canary for canary in aviary.canaries if canary.is_listed and canary.kind in {"reflection", "question"}]
    for canary in open_ones[::2]:
        entry = session().get_one(Entry, canary.entry_id)
        service.restrict(entry, cast.audiences["self"], by=author)
        aviary.readers.update(dict.fromkeys(canary.words, frozenset({"author"})))
    commit()


def _mails(mailbox: Mailbox, cast: Cast, who: str) -> str:
    member: Member | None = None if who == VISITOR else cast.people[who]
    found = mailbox.to(member.email or "") if member is not None else []
    return "\n".join(f"{message['Subject']} {text_of(message)} {html_of(message)}" for message in found)
