"""Brings a course into the community as a program; what is here already stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.errors import Refused
from community.kernel.i18n import _, ngettext
from community.programs.models import Program, Reminder
from community.programs.outlines.reading import Outline
from community.programs.outlines.steps import NamedStep, description, steps
from community.programs.service import add_reminder, make_program
from community.topics.naming import distinct

LONGEST_REF = 200


@dataclass(slots=True)
class Account:
    """What became of a course: the program's address, its reminders by kind, and what was left out and why."""

    title: str
    path: str = ""
    taken: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    def sentences(self) -> list[str]:
        """The account, one sentence a line."""
        count = self.taken.total()
        head = ngettext(
            "%(title)s: %(num)d reminder taken.", "%(title)s: %(num)d reminders taken.", count, title=self.title
        )
        kinds = [_("%(count)d of the kind %(kind)s.", count=n, kind=kind) for kind, n in sorted(self.taken.items())]
        left = [_("%(count)d left out: %(why)s.", count=n, why=why) for why, n in sorted(self.skipped.items())]
        return [head, *kinds, *left, _("It is at %(path)s.", path=self.path)]


def import_outline(outline: Outline, *, owner: Member, audience: Audience, tags: Sequence[str] = ()) -> Account:
    """Make a program of a course, or add to it what is new; nobody is told.

    A step is known by the course and its lesson, so repeating takes nothing twice; one that was changed here
    stays as it was changed, and one that was withdrawn does not come back.

    Args:
        owner: who runs the program if it is new.
        audience: who may see it if it is new.
        tags: its skills, whose bookmarks are its resources; by default the course's name and title.
    """
    account = Account(outline.title)
    breaks = sum(not lesson.teaches for lesson in outline.lessons)
    if breaks:
        account.skipped[_("a lesson with nothing to remember or to do, such as a break")] = breaks
    wanted = {_ref(outline, one): one for one in steps(outline)}
    known = _known(list(wanted))
    program = _program_of(known) or _made(outline, owner, audience, tags)
    account.path = f"/programs/{program.slug}"
    for ref, one in wanted.items():
        if ref in known:
            account.skipped[_("here already, from an earlier run")] += 1
        else:
            _add(program, one, ref, account)
    return account


def _ref(outline: Outline, one: NamedStep) -> str:
    return f"course:{outline.name}:{one.name}"[:LONGEST_REF]


def _known(refs: Sequence[str]) -> dict[str, int]:
    rows = session().execute(select(Entry.source_ref, Entry.id).where(Entry.source_ref.in_(refs)))
    return {ref or "": entry_id for ref, entry_id in rows}


def _program_of(known: dict[str, int]) -> Program | None:
    """The program to which the steps that are here belong."""
    return session().scalar(
        select(Program).join(Reminder).where(Reminder.entry_id.in_(known.values())).order_by(Program.id).limit(1)
    )


def _made(outline: Outline, owner: Member, audience: Audience, tags: Sequence[str]) -> Program:
    names = distinct(tags or (outline.name, outline.title))
    return make_program(
        owner=owner,
        audience=audience,
        title=outline.title[:200],
        source=description(outline),
        skills=names,
        resource_tags=names,
    )


def _add(program: Program, one: NamedStep, ref: str, account: Account) -> None:
    try:
        with session().begin_nested():
            reminder = add_reminder(program, one.step, by=program.owner)
            reminder.entry.source_ref = ref
    except Refused as refusal:
        account.skipped[str(refusal).rstrip(".")] += 1
    else:
        account.taken[one.step.kind.value] += 1
