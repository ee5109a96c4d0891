"""One run: the clock goes from one due moment to the next, and workers are killed at random."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from benchmarks.simulate.acting import Act, acts
from benchmarks.simulate.judging import Verdict, judge
from benchmarks.simulate.record import count, read
from benchmarks.simulate.workers import Crew
from benchmarks.simulate.world import START, World, make_world
from community.accounts.models import Member
from community.kernel import clock
from community.kernel.db import db, session
from community.kernel.mail.models import MailState, OutgoingMail
from community.programs.deliveries.models import Rhythm

STEP = timedelta(minutes=30)
CREW = 2
LONGEST_WAIT = 0.02
"""Seconds after a sign of work at which a worker dies, at the most: long enough for every step of a mail."""


def run(app: Flask, folder: Path, *, enrollments: int, days: int, kills: int, seed: int) -> Verdict:
    """Let `days` go by for so many `enrollments`, and judge what came.

    Args:
        app: a site with an empty database; its mail goes to a record in `folder`.
        kills: how many times a worker is killed; every one of them is, or the run fails.
        seed: of all chance, so that a run can be had again as far as the machine allows.
    """
    chance, true_now = Random(seed), clock.now
    clock.now = lambda: START
    try:
        with app.app_context():
            world = make_world(enrollments, days, chance)
            db.session.remove()
            _live(app, world, folder / "record", kills, chance)
            return judge(world, read(folder / "record"))
    finally:
        clock.now = true_now


def _live(app: Flask, world: World, record: Path, kills: int, chance: Random) -> None:
    crew, death = Crew(app, record, CREW), _Death(world.expected, kills, chance)
    to_do, now, end = acts(world, chance), START, START + timedelta(days=world.days)
    try:
        while now < end:
            to_do = _do(to_do, now)
            if _is_anything_due(now):
                _work(crew, record, now, death)
            now += STEP
    finally:
        crew.dismiss()
    assert death.is_done, f"Only some of the workers died: {death.left} were left."


def _do(to_do: list[Act], now: datetime) -> list[Act]:
    due = [act for act in to_do if act.at <= now]
    clock.now = lambda: now
    for act in due:
        act.do(now)
    db.session.remove()
    return to_do[len(due) :]


def _work(crew: Crew, record: Path, now: datetime, death: _Death) -> None:
    began, seen = time.monotonic(), count(record)
    crew.set_clock(now)
    if death.comes_first():
        death.strike(crew)
    while not crew.are_done():
        taken = count(record)
        if taken != seen:
            seen = taken
            death.strike_after(crew, taken)
        crew.wait_a_little(began)


def _is_anything_due(now: datetime) -> bool:
    """Whether a worker would find something; where none would, the clock goes on without them."""
    looks = select(func.count()).select_from(Rhythm).join(Member, Rhythm.member_id == Member.id)
    looks = looks.where((Rhythm.look_at <= now) | ((Rhythm.zone != "") & (Rhythm.zone != Member.timezone)))
    waiting = (OutgoingMail.state == MailState.WAITING) & (OutgoingMail.due_at <= now)
    mails = select(func.count(OutgoingMail.id)).where(waiting | (OutgoingMail.leased_until <= now))
    found = session().scalar(looks) or session().scalar(mails)
    session().rollback()
    return bool(found)


class _Death:
    """When workers die: each time that so many mails more were taken, in the middle of whatever they do then.

    Every third one dies early after the clock was set, while reminders are written down, before any mail goes.
    """

    def __init__(self, mails: int, kills: int, chance: Random) -> None:
        self._chance = chance
        self._at: list[Any] = sorted(chance.randint(1, max(int(mails * 0.8), kills)) for _ in range(kills))
        self._early = {number for number in range(kills) if number % 3 == 0}
        self._struck = 0
        self._taken = 0

    @property
    def left(self) -> int:
        """How many are still to die."""
        return len(self._at) - self._struck

    @property
    def is_done(self) -> bool:
        """Whether all have died who were to."""
        return not self.left

    def comes_first(self) -> bool:
        """Whether the next one is to die before a mail goes."""
        return self._is_due() and self._struck in self._early

    def strike_after(self, crew: Crew, taken: int) -> None:
        """Kill whoever is to die after so many mails."""
        self._taken = taken
        while self._is_due() and self._struck not in self._early:
            self.strike(crew)

    def strike(self, crew: Crew) -> None:
        """Kill one of the crew, a little later."""
        time.sleep(self._chance.uniform(0, LONGEST_WAIT))
        self._struck += 1
        crew.kill(self._chance.randrange(CREW))

    def _is_due(self) -> bool:
        return bool(self.left) and self._at[self._struck] <= self._taken
