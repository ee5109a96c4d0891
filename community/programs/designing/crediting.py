"""A reminder made of what somebody wrote: its text and its source, with its author named, for those who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from community.accounts.models import Member
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.service import is_wider
from community.kernel.errors import Refused
from community.kernel.i18n import _
from community.programs.models import Program, Reminder, ReminderKind
from community.programs.service import LARGEST_OFFSET

KINDS: Final = {
    Kind.ANSWER.value: ReminderKind.APPLY,
    Kind.REFLECTION.value: ReminderKind.SCENARIO,
    Kind.BOOKMARK.value: ReminderKind.RESOURCE,
}
"""What can become a reminder, and what that asks for at first."""

GAP_DAYS: Final = 14
LONGEST_TITLE: Final = 200


def suits(program: Program, entry: Entry) -> bool:
    """Whether everybody who may see `program` may see `entry`, so that quoting it there tells nobody more."""
    return entry.is_live and not is_wider(program.audience, entry.audience)


def needs_to_suit(program: Program, entry: Entry) -> None:
    """Refuse what not everybody in the program may see.

    Raises:
        Refused: when somebody who may see the program may not see `entry`.
    """
    if not suits(program, entry):
        raise Refused(_("Not everybody who may see this program may see that text, so it cannot become a reminder."))


def drafted_from(entry: Entry, reminders: Sequence[Reminder], *, leads_to: str = "") -> dict[str, object]:
    """What the form of a new reminder begins with.

    Args:
        reminders: those of the program; the new one comes after the last of them.
        leads_to: the page on the web that a bookmark is of.
    """
    title = _title_of(entry)
    last = max((one.offset_days for one in reminders), default=0)
    link = f"[{_plain(title)}]({leads_to})" if leads_to else ""
    return {
        "title": title[:LONGEST_TITLE],
        "kind": KINDS[entry.kind].value,
        "offset_days": min(last + GAP_DAYS, LARGEST_OFFSET) if reminders else 2,
        "source": "\n\n".join(part for part in (link, entry.source.strip(), credit(entry, title)) if part),
        "task": _("Try it once at work, then answer how it went."),
    }


def credit(entry: Entry, title: str) -> str:
    """The line that names who wrote it and where, in Markdown."""
    author: Member = entry.author
    return _(
        "By [%(name)s](%(author)s), in [%(title)s](%(path)s).",
        name=_plain(author.name),
        author=f"/members/{author.username}",
        title=_plain(title),
        path=entry.path,
    )


def _title_of(entry: Entry) -> str:
    parent = entry.parent
    return entry.title or (parent.title if parent is not None else "")


def _plain(text: str) -> str:
    """Text that ends no link in Markdown before its time."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
