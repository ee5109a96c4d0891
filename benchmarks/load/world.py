"""An organization of five thousand: their texts, how they sign in, their feed readers and a program of reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import flask_migrate
import sqlalchemy as sa
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks.choosing import say
from benchmarks.filling import TAGS, WRITER, fill, words
from benchmarks.load.day import MEMBERS
from benchmarks.load.plan import Known
from community.accounts.models import Member
from community.accounts.service import make_feed_token
from community.audiences.models import ORGANIZATION_ID, PUBLIC_ID
from community.audiences.service import organization_audience
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import commit, db, session
from community.kernel.mail import Tie
from community.kernel.mail.subscriptions import ending_path
from community.notifications.ending import DIGEST
from community.programs import links, service
from community.programs.models import ReminderKind

LEARNERS: Final = 500
SINCE: Final = timedelta(days=8)
"""A week and a day: long enough for a reminder to have come, whatever day of the week it is."""


def settle(app: Flask, entries: int) -> Known:
    """Fill an empty database with `entries` texts and five thousand people."""
    with app.app_context():
        flask_migrate.upgrade()
        fill(entries, say, MEMBERS)
        people = session().scalars(sa.select(Member).order_by(Member.id)).all()
        known = Known(
            cookies=_cookies(app, people),
            feed_secrets=[make_feed_token(member, "all", "Reader")[1] for member in people[::2]],
            quiet_feed=f"/feeds/members/member{WRITER}.atom",
            questions=_newest(Kind.QUESTION),
            reflections=_newest(Kind.REFLECTION),
            tags=[f"tag-{number}" for number in range(TAGS)],
            words=words(),
            check_ins=_check_ins(people[0], people[-LEARNERS:]),
            endings=[ending_path(Tie(DIGEST, 0, member.id)) for member in people],
        )
        commit()
        _settle_statistics()
        db.session.remove()
        db.engine.dispose()
    return known


def _cookies(app: Flask, people: Sequence[Member]) -> list[str]:
    """What the browser of each holds who signed in on an earlier day."""
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return [str(signer.dumps({"_user_id": member.get_id(), "_fresh": True})) for member in people]


def _newest(kind: Kind) -> list[int]:
    """What everybody may read of a kind, the newest first."""
    everybody = Entry.audience_id.in_([ORGANIZATION_ID, PUBLIC_ID])
    return list(session().scalars(sa.select(Entry.id).where(Entry.kind == kind, everybody).order_by(Entry.id.desc())))


def _check_ins(owner: Member, learners: Sequence[Member]) -> list[str]:
    """The links in the mails of a reminder that came to each of the learners."""
    now = clock.now()
    program = service.make_program(owner=owner, audience=organization_audience(), title="Handover", slug="handover")
    step = service.Step(0, ReminderKind.APPLY, "The last line first", "Begin with the last line.", "Try it once.")
    reminder = service.add_reminder(program, step, by=owner, at=now - SINCE)
    cohort = service.open_cohort(program, by=owner, name="Autumn", starts_on=(now - SINCE).date())
    enrolled = [service.enroll_learner(cohort, learner, by=owner, at=now - SINCE, is_new=False) for learner in learners]
    return [links.answer_path(one.id, reminder.entry_id, now) for one in enrolled]


def _settle_statistics() -> None:
    """Let the planner know the sizes, as it would after some days of running."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
