"""What has come is written down once, never moves, and is told by mail at an hour that suits its learner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from community.kernel import mail
from community.kernel.db import commit, session
from community.kernel.mail import subscriptions
from community.kernel.mail.models import OutgoingMail
from community.kernel.mail.office import Tie
from community.programs import following, queries, wishes
from community.programs.deliveries.models import Channel, Delivery, Rhythm
from community.programs.deliveries.planning import look_at, look_at_all_due
from community.programs.models import Enrollment, ReminderKind
from tests.factories import a_member
from tests.programs.factories import a_cohort, a_program, a_reminder, an_enrollment

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


class Post:
    """Where mails arrive, and a clock that goes on with the minutes of the background work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def at(self, day: int, hour: int = 9, minute: int = 0) -> list[EmailMessage]:
        """Do at this moment what is due, and return the mails that came, the newest last."""
        before = set(self.folder.glob("*.eml"))
        with time_machine.travel(MONDAY + timedelta(days=day, hours=hour, minutes=minute), tick=False):
            look_at_all_due()
            mail.post_due(raising=True)
        fresh = sorted(set(self.folder.glob("*.eml")) - before)
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in fresh]


@pytest.fixture
def post(app: Flask, tmp_path: Path) -> Post:
    app.config["MAIL_FOLDER"] = str(tmp_path)
    return Post(tmp_path)


def learner(*offsets: int, **more: Any) -> Enrollment:
    """Somebody in London who began on Monday, the second of March 2026."""
    with time_machine.travel(MONDAY, tick=False):
        program = a_program(**more)
        for offset in offsets:
            a_reminder(program, offset)
        return an_enrollment(a_cohort(program), a_member("Ana"), at=MONDAY)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def rows(channel: Channel) -> int:
    return session().scalar(select(func.count(Delivery.id)).where(Delivery.channel == channel)) or 0


def test_each_reminder_is_told_once_however_often_the_work_is_done(post: Post) -> None:
    learner(2, 7)

    assert [len(post.at(day)) for day in (1, 2, 2, 3, 7, 8)] == [0, 1, 0, 0, 1, 0]
    assert (rows(Channel.PAGE), rows(Channel.MAIL)) == (2, 2)


def test_a_mail_ends_in_something_to_answer_and_can_be_ended(post: Post) -> None:
    learner(2)
    (mail_,) = post.at(2)

    assert mail_["Subject"] == "Handover that holds: Day 2"
    assert "Did you apply it?" in text_of(mail_)
    assert "/programs/check-in/" in text_of(mail_)
    assert mail_["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_has_come_stays_where_it_came_when_everything_changes(post: Post) -> None:
    enrollment = learner(2, 7)
    ana = enrollment.member
    post.at(2)
    before = queries.delivered(ana, [enrollment], MONDAY + timedelta(days=3))
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        ana.timezone = "Pacific/Auckland"
        following.pause(enrollment, by=ana)
        before[0].reminder.offset_days = 40
        commit()
    after = queries.delivered(ana, [enrollment], MONDAY + timedelta(days=5))

    assert [(one.stable_id, one.at) for one in after] == [(one.stable_id, one.at) for one in before]


def test_a_move_to_another_zone_is_noticed(post: Post) -> None:
    ana = learner(2).member
    post.at(0)
    ana.timezone = "Pacific/Auckland"  # thirteen hours earlier
    commit()

    assert len(post.at(1, 20)) == 1


def test_after_days_of_silence_only_the_latest_is_told(post: Post) -> None:
    enrollment = learner(1, 2, 9, 10)
    post.at(0)

    (told,) = post.at(21)
    assert told["Subject"] == "Handover that holds: Day 10"
    assert len(queries.delivered(enrollment.member, [enrollment], MONDAY + timedelta(days=21, hours=10))) == 4


def test_a_mail_waits_for_working_days_and_ends_of_quiet_hours(post: Post) -> None:
    learner(2)
    nights = [post.at(2, 21), post.at(3, 6)]

    assert nights == [[], []]
    assert len(post.at(3, 9)) == 1


def test_a_mail_that_was_held_up_waits_for_room_in_the_week(post: Post) -> None:
    learner(0, 1, 7, 8)
    with time_machine.travel(MONDAY + timedelta(days=1, hours=9), tick=False):
        look_at_all_due()

    assert [len(post.at(day, 8 + (day > 2))) for day in (2, 7, 8, 9, 10)] == [2, 0, 0, 2, 0]


def test_the_limit_of_a_week_holds_over_all_programs(post: Post) -> None:
    ana = learner(2).member
    with time_machine.travel(MONDAY, tick=False):
        for number in range(3):
            program = a_program(title=f"Program {number}")
            a_reminder(program, 2)
            an_enrollment(a_cohort(program), ana, at=MONDAY)

    assert [len(post.at(day)) for day in range(2, 12)] == [2, 0, 0, 0, 0, 0, 0, 2, 0, 0]


def test_what_was_answered_before_it_went_is_not_sent(post: Post) -> None:
    enrollment = learner(2)
    with time_machine.travel(MONDAY + timedelta(days=2, hours=9), tick=False):
        look_at_all_due()
        (one,) = queries.due_for(enrollment.member, MONDAY + timedelta(days=2, hours=9))
        following.check_in(enrollment, one.reminder, by=enrollment.member, outcome="applied")
        commit()

    assert post.at(2, 9, 1) == []
    assert session().scalars(select(OutgoingMail.state).where(OutgoingMail.kind == "reminder")).all() == ["dropped"]


def test_one_click_in_the_mail_ends_the_mails_but_not_the_program(post: Post) -> None:
    enrollment = learner(2, 7)
    post.at(2)
    subscriptions.end(Tie("reminder", enrollment.id, enrollment.member_id))
    commit()

    assert post.at(7) == []
    assert len(queries.delivered(enrollment.member, [enrollment], MONDAY + timedelta(days=8))) == 2


def test_no_mail_is_queued_where_no_mail_leaves(app: Flask) -> None:
    learner(2)
    with time_machine.travel(MONDAY + timedelta(days=3), tick=False):
        look_at_all_due()

    assert (rows(Channel.PAGE), rows(Channel.MAIL)) == (1, 0)


def test_history_is_told_to_nobody(post: Post) -> None:
    enrollment = learner(2, 7)
    look_at(enrollment.member_id, MONDAY + timedelta(days=8), tells=False)
    commit()

    assert post.at(8) == []
    assert rows(Channel.PAGE) == 2


def test_a_clock_that_ran_ahead_and_came_back_takes_nothing_away(post: Post) -> None:
    enrollment = learner(2, 7, 16)
    assert len(post.at(42)) == 1  # somebody set the clock wrong for a minute

    assert [len(post.at(day)) for day in (1, 2, 7, 16, 17)] == [0, 1, 1, 0, 0]
    came = queries.delivered(enrollment.member, [enrollment], MONDAY + timedelta(days=43))
    assert sorted(one.reminder.offset_days for one in came) == [2, 7, 16]


# --- what a learner chooses -------------------------------------------------------------------------------------


def at(day: int, hour: int = 12) -> Any:
    return time_machine.travel(MONDAY + timedelta(days=day, hours=hour), tick=False)


def offsets_due(enrollment: Enrollment, day: int) -> list[int]:
    due = queries.due_for(enrollment.member, MONDAY + timedelta(days=day, hours=12))
    return [one.reminder.offset_days for one in due]


def test_a_reminder_that_is_put_off_comes_once_more(post: Post) -> None:
    enrollment = learner(2, 30)
    post.at(2)
    with at(2):
        (one,) = queries.due_for(enrollment.member, MONDAY + timedelta(days=2, hours=12))
        wishes.snooze(enrollment, one.reminder, by=enrollment.member, until=(MONDAY + timedelta(days=9)).date())
        commit()

    assert offsets_due(enrollment, 3) == []
    assert [len(post.at(day)) for day in (3, 8, 9, 10)] == [0, 0, 1, 0]
    assert offsets_due(enrollment, 9) == [2]
    ids = {d.stable_id for d in queries.delivered(enrollment.member, [enrollment], MONDAY + timedelta(days=10))}
    assert len(ids) == 2


def test_a_reminder_that_is_skipped_waits_no_more(app: Flask) -> None:
    enrollment = learner(2, 3)
    with at(4):
        first = queries.due_for(enrollment.member, MONDAY + timedelta(days=4))[-1]
        wishes.skip(enrollment, first.reminder, by=enrollment.member)
        commit()

    assert offsets_due(enrollment, 4) == [3]


def test_half_of_the_rest_does_not_come(app: Flask) -> None:
    enrollment = learner(2, 16, 30, 44, 58)
    with at(4):
        assert wishes.halve(enrollment, by=enrollment.member) == 2
        commit()

    came = queries.delivered(enrollment.member, [enrollment], MONDAY + timedelta(days=90))
    assert [one.reminder.offset_days for one in came] == [58, 30, 2]


def test_what_is_of_no_use_is_left_out_with_its_like(app: Flask) -> None:
    enrollment = learner(2, 16)
    program = enrollment.cohort.program
    a_reminder(program, 30, kind=ReminderKind.SCENARIO)
    with at(4):
        assert wishes.skip_kind(enrollment, "apply", by=enrollment.member) == 1
        commit()

    assert offsets_due(enrollment, 90) == [30, 2]


def test_who_begins_again_gets_everything_once_more(post: Post) -> None:
    enrollment = learner(2, 7)
    post.at(2)
    post.at(7)
    with at(20):
        following.finish(enrollment, by=enrollment.member)
        following.restart(enrollment, by=enrollment.member)
        commit()

    assert [len(post.at(day)) for day in (21, 22, 28, 42)] == [0, 1, 1, 0]


def test_a_pause_ends_by_itself_on_its_day(post: Post) -> None:
    enrollment = learner(2, 7)
    with at(1):
        following.pause(enrollment, by=enrollment.member, until=(MONDAY + timedelta(days=8)).date())
        commit()

    assert [len(post.at(day)) for day in (2, 7, 8, 9, 14)] == [0, 0, 1, 0, 1]
    assert enrollment.state == "active"


def test_days_and_hour_are_the_learner_s_own(post: Post) -> None:
    enrollment = learner(2)
    with at(0):
        enrollment.member.quiet_from, enrollment.member.quiet_until = 21, 8
        wishes.choose_days(enrollment.member, weekdays=[5], hour=18)
        commit()

    assert [len(post.at(day, 18)) for day in (2, 4, 5)] == [0, 0, 1]


def test_the_form_of_one_s_days_keeps_them(app: Flask, as_member: Any) -> None:
    ana = a_member("Ana")
    typed = {"weekdays": ["0", "2"], "hour": "8"}
    client = as_member(ana)

    assert client.post("/programs/days", data=typed | {"hour": "19"}).status_code == 422
    assert client.post("/programs/days", data=typed).status_code == 303
    rhythm = session().get_one(Rhythm, ana.id)
    assert (rhythm.weekdays, rhythm.hour) == ("02", 8)


def test_an_hour_that_became_quiet_moves_to_the_end_of_the_quiet_ones(post: Post, as_member: Any) -> None:
    enrollment = learner(2)
    with at(0):
        wishes.choose_days(enrollment.member, weekdays=[2, 3], hour=8)
        enrollment.member.quiet_from, enrollment.member.quiet_until = 20, 11
        commit()

    assert [len(post.at(day, hour)) for day, hour in ((2, 8), (2, 10), (2, 11), (2, 12))] == [0, 0, 1, 0]
