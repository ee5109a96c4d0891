"""The verbs of programs: make one, give it reminders, open a cohort, enroll, and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from community.accounts.models import Member
from community.audiences.models import Audience, AudienceKind
from community.audiences.queries import holds
from community.audiences.service import add_members, owned_audience
from community.entries.kinds import Feedback, Kind
from community.entries.service import compose, revise
from community.entries.writing import rendered_html
from community.events import LearnerEnrolled
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE
from community.kernel.slugs import free_slug
from community.programs.deliveries.planning import follows, look_again, look_again_at
from community.programs.models import Cohort, Enrollment, Program, Reminder, ReminderKind
from community.programs.queries import enrollment_of
from community.topics.naming import distinct

TAKEN_BY_PAGES = frozenset({"new", "mine", "reminders", "cohorts", "enrollments", "check-in", "days"})
LARGEST_OFFSET = 730
MOST_REMINDERS = 200


@dataclass(frozen=True)
class Step:
    """What a reminder says and asks for, and when it comes.

    `offset_days` counts from the day on which the learner starts.
    """

    offset_days: int
    kind: ReminderKind
    title: str
    source: str
    task: str = ""
    recall_question: str = ""
    recall_answer: str = ""


def make_program(
    *,
    owner: Member,
    audience: Audience,
    title: str,
    source: str = "",
    skills: Sequence[str] = (),
    resource_tags: Sequence[str] = (),
    slug: str | None = None,
    at: datetime | None = None,
) -> Program:
    """Begin a program; its reminders and cohorts follow.

    Raises:
        Refused: when it has no title, or a text is too long.
    """
    program = Program(
        slug=slug or free_slug(title, Program.slug, otherwise="program", taken_by_pages=TAKEN_BY_PAGES),
        title="",
        owner_id=owner.id,
        audience_id=audience.id,
        created_at=at or clock.now(),
    )
    describe_program(program, by=owner, title=title, source=source, skills=skills, resource_tags=resource_tags)
    session().add(program)
    session().flush()
    return program


def describe_program(
    program: Program,
    *,
    by: Member,
    title: str,
    source: str,
    skills: Sequence[str],
    resource_tags: Sequence[str],
) -> None:
    """Change what a program says about itself.

    Raises:
        NotAllowed: when `by` does not run it.
        Refused: when it has no title, or a text is too long.
    """
    _needs_owner(program, by)
    if not title.strip():
        raise Refused(_("Please give the program a title."))
    if len(title) > 200 or len(source) > MAX_SOURCE:
        raise Refused(_("The title or the text is too long."))
    program.title, program.source = title.strip(), source
    program.html = rendered_html(source, prefix="program-")
    program.skills, program.resource_tags = distinct(skills), distinct(resource_tags)


def add_reminder(
    program: Program, step: Step, *, by: Member, at: datetime | None = None, is_draft: bool = False
) -> Reminder:
    """Give `program` one more reminder.

    Args:
        at: when it was written; now by default.
        is_draft: whether it waits until it is launched, and nobody gets it before.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when the day is out of range, or the texts do not fit.
    """
    _needs_owner(program, by)
    _check(step)
    entry = compose(
        Kind.REMINDER,
        author=by,
        audience=session().get_one(Audience, program.audience_id),
        title=step.title,
        source=step.source,
        tags=program.skills[:8],
        feedback=Feedback.NONE,
        at=at,
        is_new=False,
        is_draft=is_draft,
    )
    reminder = Reminder(entry_id=entry.id, entry=entry, program_id=program.id, program=program)
    _fill(reminder, step)
    session().add(reminder)
    session().flush()
    look_again(follows(program.id))
    return reminder


def revise_reminder(reminder: Reminder, step: Step, *, by: Member) -> None:
    """Change a reminder; what it said before is kept.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when the day is out of range, or the texts do not fit.
    """
    _needs_owner(reminder.program, by)
    _check(step)
    revise(reminder.entry, by=by, title=step.title, source=step.source)
    _fill(reminder, step)
    look_again(follows(reminder.program_id))


def open_cohort(program: Program, *, by: Member, name: str, starts_on: date, is_open: bool = True) -> Cohort:
    """Begin a run of `program` on a day; the cohort owns the audience of its learners.

    Raises:
        NotAllowed: when `by` does not run the program.
        Refused: when it has no name.
    """
    _needs_owner(program, by)
    if not name.strip():
        raise Refused(_("Please give the cohort a name."))
    cohort = Cohort(
        program_id=program.id, program=program, name=name.strip()[:120], starts_on=starts_on, is_open=is_open
    )
    pending = owned_audience(AudienceKind.COHORT, f"cohort:new-{program.id}-{clock.now().timestamp()}", "")
    cohort.audience_id = pending.id
    session().add(cohort)
    session().flush()
    pending.key, pending.name = f"cohort:{cohort.id}", f"{program.title}: {cohort.name}"[:200]
    session().flush()
    return cohort


def enroll_learner(
    cohort: Cohort,
    member: Member,
    *,
    by: Member,
    at: datetime | None = None,
    is_new: bool = True,
    by_link: bool = False,
) -> Enrollment:
    """Let `member` follow the program with `cohort`; enrolling twice changes nothing.

    Nobody is enrolled by others but by who runs the program, nor into what they may not see; they can leave with
    one click, and who left comes back by themselves alone.

    Args:
        by_link: whether they hold the link of the cohort, so that it need not be open.

    Raises:
        NotAllowed: when `by` may not enroll `member`, or the program is not open to `member`.
    """
    program = cohort.program
    if program.owner_id != by.id and (by.id != member.id or not (cohort.is_open or by_link)):
        raise NotAllowed(_("Only the person who runs this program can enroll others."))
    if not may_follow(program, member):
        raise NotAllowed(_("This program is not open to you."))
    present = enrollment_of(cohort, member)
    if present is not None:
        return _again(present, at or clock.now()) if by.id == member.id else present
    enrollment = Enrollment(
        cohort_id=cohort.id,
        member_id=member.id,
        starts_on=cohort.starts_on,
        enrolled_at=at or clock.now(),
        cohort=cohort,
        member=member,
    )
    session().add(enrollment)
    session().flush()
    add_members(session().get_one(Audience, cohort.audience_id), [member.id])
    look_again_at(member.id)
    if is_new:
        publish(LearnerEnrolled(actor_id=by.id, enrollment_id=enrollment.id))
    return enrollment


def may_follow(program: Program, member: Member) -> bool:
    """Whether `member` may see `program`, and so be enrolled."""
    return program.owner_id == member.id or holds(session().get_one(Audience, program.audience_id), member)


def _again(enrollment: Enrollment, now: datetime) -> Enrollment:
    """Somebody who left comes back, to what is still to come; anybody else stays as they are."""
    if enrollment.state == "left":
        enrollment.state, enrollment.ended_at, enrollment.enrolled_at = "active", None, now
        look_again_at(enrollment.member_id)
        add_members(session().get_one(Audience, enrollment.cohort.audience_id), [enrollment.member_id])
    return enrollment


def _fill(reminder: Reminder, step: Step) -> None:
    reminder.offset_days = step.offset_days
    reminder.kind = step.kind.value
    reminder.task = step.task.strip()
    reminder.recall_question = step.recall_question.strip()
    reminder.recall_answer = step.recall_answer.strip()


def _check(step: Step) -> None:
    if not 0 <= step.offset_days <= LARGEST_OFFSET:
        raise Refused(_("A reminder comes from 0 to %(most)d days after the start.", most=LARGEST_OFFSET))
    if not step.title.strip():
        raise Refused(_("Please give the reminder a title."))
    if len(step.task) > 500 or len(step.recall_question) > 500 or len(step.recall_answer) > 5000:
        raise Refused(_("The task or the recall question is too long."))
    if step.kind is ReminderKind.RECALL and not (step.recall_question.strip() and step.recall_answer.strip()):
        raise Refused(_("A recall reminder needs a question and its answer."))


def _needs_owner(program: Program, by: Member) -> None:
    if program.owner_id != by.id:
        raise NotAllowed(_("Only the person who runs this program can change it."))
