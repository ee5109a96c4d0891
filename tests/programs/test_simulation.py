"""Weeks of reminders in a few seconds: workers are killed, and nothing is lost, told twice, too early or too often."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from benchmarks.simulate.judging import Verdict, judge
from benchmarks.simulate.record import Taken, read
from benchmarks.simulate.running import run
from benchmarks.simulate.world import START, Following, Learner, World
from community.kernel.quiet_hours import Quiet
from community.programs.days import LocalDays


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_killed_workers_lose_nothing_and_tell_nothing_twice(app: Flask, tmp_path: Path) -> None:
    app.config.update(MAIL_FOLDER=str(tmp_path / "unused"), JOBS="worker")
    verdict = run(app, tmp_path, enrollments=16, days=60, kills=3, seed=3)

    assert verdict == Verdict(len(read(tmp_path / "record")), 0, 0, 0, 0, 0)
    assert verdict.mails > 40


def test_the_judge_sees_what_went_wrong() -> None:
    ana = Learner(1, "ana@example.org", LocalDays("UTC", quiet=Quiet(20, 7)), [(START, "UTC")])
    one = Following(5, ana, "short", START.date(), START)
    world = World(60, [ana], [one], {"short": [(1, 11), (3, 12), (4, 13), (9, 14)]})

    def mail(reminder: int, day: int, hour: int = 9) -> Taken:
        return Taken(f"<reminder.5.{reminder}.0@localhost>", ana.address, START + timedelta(days=day, hours=hour))

    verdict = judge(world, [mail(11, 1), mail(11, 1), mail(12, 2, 22), mail(13, 5), mail(99, 20)])
    assert dataclasses.astuple(verdict) == (5, 1, 1, 1, 3, 2)
    assert not verdict.is_clean
