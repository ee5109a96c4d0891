"""What a learner begins from a reminder, with what is known already: a question, a reflection."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from community.kernel.i18n import _
from community.programs.models import CheckIn, Reminder


class Drafts(NamedTuple):
    """Where a question or a reflection begins that carries its context along, and who may know."""

    question: str
    reflection: str
    experts: str


def drafts_from(reminder: Reminder, answer: CheckIn | None = None) -> Drafts:
    """The addresses of the forms, filled in.

    The learner's own line goes along: it is theirs to publish, change or strike out.
    """
    title, skills = reminder.entry.title, reminder.program.skills
    about = {"about": str(reminder.entry_id), "tags": ", ".join(skills)}
    asked = about | {"title": _("How do I apply “%(title)s”?", title=title), "source": _context(reminder, answer)}
    told = {
        "title": _("What happened: %(title)s", title=title),
        "source": _context(reminder, answer),
        "tags": about["tags"],
    }
    return Drafts(
        question=f"/questions/new?{urlencode(asked)}",
        reflection=f"/reflections/new?{urlencode(told | {'frame': 'what'})}",
        experts=f"/experts?{urlencode({'tag': skills[0]})}" if skills else "",
    )


def _context(reminder: Reminder, answer: CheckIn | None) -> str:
    """Where the text arose, in Markdown: the reminder, quoted, and what the learner said to it."""
    lines = [
        _("This is about the reminder [%(title)s](%(path)s).", title=reminder.entry.title, path=reminder.entry.path),
        f"> {reminder.task or reminder.entry.summary}",
    ]
    if answer is not None and answer.note:
        lines.append(answer.note)
    return "\n\n".join(lines) + "\n\n"
