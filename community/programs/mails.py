"""The mail of a reminder: written when it goes, as its learner may see things then, and at an hour that suits them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from community.accounts.models import Member
from community.kernel import clock
from community.kernel.db import session
from community.kernel.i18n import _, in_language
from community.kernel.mail import (
    Kind,
    Later,
    Letter,
    MailState,
    Office,
    OutgoingMail,
    Reply,
    Subscription,
    Tie,
    link_to,
    whole_links,
)
from community.programs import schedule
from community.programs.delivered import Delivered, Learning, came
from community.programs.deliveries.models import Channel, Delivery
from community.programs.deliveries.planning import KIND, LATE
from community.programs.deliveries.queries import learning_of
from community.programs.designing import enrolled
from community.programs.following import check_in
from community.programs.links import PATH, answer_path
from community.programs.models import Enrollment, Outcome, Reminder
from community.programs.remembering import latest_plan

CHECK_IN = "check-in"
TEST = "reminder-test"


class Said(NamedTuple):
    """What the mail of a reminder says."""

    program: str
    title: str
    html: str
    text: str
    task: str
    question: str
    my_plan: str
    link: str


def join(office: Office) -> None:
    """Tell the office of the mail, how it ends, and who reads an answer to it."""
    office.kind(Kind(KIND, _reminder, _sample))
    office.kind(Kind(TEST, _test, _sample))
    enrolled.join(office)
    office.subscription(KIND, Subscription(_describe, _end))
    office.reply(CHECK_IN, _read_answer)


def _reminder(mail: OutgoingMail) -> Letter | None:
    """The letter, while its learner still waits for it.

    Raises:
        Later: in the learner's quiet hours, on their days off, and where their week is full.
    """
    member = session().get(Member, mail.member_id)
    if member is None or not member.email or not member.is_active:
        return None
    now, learning = clock.now(), learning_of(member)
    one = _wanted(learning, mail, now)
    if one is None or not one.enrollment.by_mail:
        return None
    _wait_for_room(learning, mail, now)
    return _letter(member, one)


def _test(mail: OutgoingMail) -> Letter | None:
    """The letter of a reminder to who runs its program, while they do."""
    member, reminder = session().get(Member, mail.member_id), session().get(Reminder, mail.facts["reminder"])
    if member is None or reminder is None or reminder.program.owner_id != member.id or not member.is_active:
        return None
    return letter_beforehand(reminder, member)


def _wanted(learning: Learning, mail: OutgoingMail, now: datetime) -> Delivered | None:
    """The delivery that the mail tells of, unless it was answered or put off, or a later one says more."""
    place = (mail.facts["enrollment"], mail.facts["reminder"], mail.facts["turn"])
    mine = [one for one in came(learning, now) if one.enrollment.id == place[0]]
    found = next((one for one in mine if (one.reminder.entry_id, one.turn) == place[1:]), None)
    if found is None or not found.waits:
        return None
    is_backlog = found.at < now - LATE and mine[0] is not found
    return None if is_backlog else found


def _wait_for_room(learning: Learning, mail: OutgoingMail, now: datetime) -> None:
    days = learning.days
    if not days.is_open_at(now):
        raise Later(days.next_open(now))
    free = schedule.first_with_room(days, _contacts(mail, now), now)
    if free > now:
        raise Later(free)


def _contacts(mail: OutgoingMail, now: datetime) -> list[datetime]:
    """When mails of reminders went to the same member lately; one that another worker holds may go right now."""
    is_recent = OutgoingMail.sent_at > now - timedelta(days=schedule.WEEK + 1)
    goes_now = and_(OutgoingMail.state == MailState.WAITING, OutgoingMail.leased_until > now, OutgoingMail.id < mail.id)
    rows = session().scalars(
        select(OutgoingMail.sent_at).where(
            OutgoingMail.member_id == mail.member_id, OutgoingMail.kind == KIND, or_(is_recent, goes_now)
        )
    )
    return [sent_at or now for sent_at in rows]


def letter_beforehand(reminder: Reminder, member: Member) -> Letter:
    """The letter of a reminder as it will be, for who designs it: with nothing of any learner in it."""
    return _written(_said(reminder, my_plan="", path=reminder.entry.path), member)


def _letter(member: Member, one: Delivered) -> Letter:
    reminder, enrollment = one.reminder, one.enrollment
    with in_language(member.language):
        plan = _plan_of(enrollment)
    earlier = _mailed_before(enrollment, one)
    path = answer_path(enrollment.id, reminder.entry_id, one.at)
    said = _said(reminder, my_plan=plan, path=path)
    return _written(
        said,
        member,
        subscription=Tie(KIND, enrollment.id, member.id),
        reply=Tie(CHECK_IN, earlier[-1].id, member.id),
        thread=tuple(row.mail_key or "" for row in earlier[:-1]),
    )


def _said(reminder: Reminder, *, my_plan: str, path: str) -> Said:
    return Said(
        program=reminder.program.title,
        title=reminder.entry.title,
        html=whole_links(reminder.entry.html),
        text=reminder.entry.text,
        task=reminder.task,
        question=reminder.recall_question,
        my_plan=my_plan,
        link=link_to(path),
    )


def _written(said: Said, member: Member, **more: Any) -> Letter:
    with in_language(member.language, member.timezone):
        subject = _("%(program)s: %(title)s", program=said.program, title=said.title)
    return Letter(
        template="reminder",
        to=member.email or "",
        subject=" ".join(subject.split()),
        context={"member": member, **said._asdict()},
        language=member.language,
        timezone=member.timezone,
        **more,
    )


def _mailed_before(enrollment: Enrollment, one: Delivered) -> Sequence[Delivery]:
    """The rows of the mails of this enrollment up to the present one, which is the last."""
    rows = session().scalars(
        select(Delivery)
        .where(Delivery.enrollment_id == enrollment.id, Delivery.channel == Channel.MAIL, Delivery.at <= one.at)
        .order_by(Delivery.at, Delivery.id)
    )
    place = (one.reminder.entry_id, one.turn)
    found = {(row.reminder_id, row.turn): row for row in rows}
    own = found.pop(place)
    return [*found.values(), own]


def _plan_of(enrollment: Enrollment) -> str:
    plan = latest_plan(enrollment)
    return _("When %(situation)s, I will %(act)s.", situation=plan.situation, act=plan.act) if plan else ""


def _sample() -> Letter:
    ana = Member(
        id=1, name="Ana Berg", username="ana", email="ana@example.org", language="en", timezone="Europe/London"
    )
    said = Said(
        program="Handover that holds",
        title="Say the last line first",
        html="<p>Whoever takes over remembers what they hear <strong>first</strong>.</p>",
        text="Whoever takes over remembers what they hear first.",
        task="Begin your next handover with the one thing that must not be forgotten.",
        question="Which four things belong in every handover?",
        my_plan="When the night shift comes in, I will name the open task first.",
        link=link_to(f"{PATH}example"),
    )
    return _written(said, ana, subscription=Tie(KIND, 1, 1), reply=Tie(CHECK_IN, 1, 1))


def _describe(enrollment_id: int, member_id: int) -> str:
    enrollment = _own(enrollment_id, member_id)
    title = enrollment.cohort.program.title if enrollment else ""
    return _(
        "The mails of the program “%(title)s”. Its reminders go on coming on your page and in your feed.", title=title
    )


def _end(enrollment_id: int, member_id: int) -> None:
    enrollment = _own(enrollment_id, member_id)
    if enrollment is not None:
        enrollment.by_mail = False


def _own(enrollment_id: int, member_id: int) -> Enrollment | None:
    enrollment = session().get(Enrollment, enrollment_id)
    return enrollment if enrollment is not None and enrollment.member_id == member_id else None


def _read_answer(reply: Reply) -> bool:
    """Take an answer by mail that begins with one of the three answers; what follows it is the note."""
    row, member = session().get(Delivery, reply.subject_id), session().get(Member, reply.member_id)
    if row is None or member is None or not member.is_active or row.enrollment.member_id != member.id:
        return False
    with in_language(member.language):
        outcome, note = _said_in(reply.text)
    if outcome is None:
        return False
    check_in(row.enrollment, row.reminder, by=member, outcome=outcome.value, note=note)
    return True


def _said_in(text: str) -> tuple[Outcome | None, str]:
    """The answer with which `text` begins, in the reader's language, and the rest of it."""
    words = {_("Applied"): Outcome.APPLIED, _("Not yet"): Outcome.NOT_YET, _("Blocked"): Outcome.BLOCKED}
    for word, outcome in words.items():
        if text.strip().casefold().startswith(word.casefold()):
            return outcome, " ".join(text.strip()[len(word) :].lstrip(" .,:;!-").split())
    return None, ""
