"""Beginning a bulletin, writing its issues, and publishing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from community.accounts.models import Member
from community.audiences.models import Audience
from community.bulletins.composing import Occasion, Section, in_order, own_words
from community.bulletins.models import Bulletin, BulletinIssue
from community.bulletins.queries import open_to_readers
from community.entries import service as entries
from community.entries.kinds import Feedback, Kind, State
from community.entries.models import Entry
from community.entries.queries import listed
from community.entries.writing import rendered_html
from community.events import IssuePublished
from community.kernel import clock
from community.kernel.bus import publish
from community.kernel.db import session
from community.kernel.errors import NotAllowed, Refused
from community.kernel.i18n import _


@dataclass(frozen=True)
class Text:
    """What an editor writes for an issue."""

    title: str
    intro: str
    sections: Sequence[Section] = ()
    occasions: Sequence[Occasion] = ()

    @property
    def source(self) -> str:
        """All words of the editor's own."""
        return own_words(self.intro, self.sections, self.occasions)


def begin_bulletin(*, editor: Member, audience: Audience, title: str, about: str = "") -> Bulletin:
    """Begin a bulletin for `audience`; nobody gets it who has not asked for it."""
    bulletin = Bulletin(title=title, about=about, editor=editor, audience=audience, last_number=0, begun_at=clock.now())
    session().add(bulletin)
    session().flush()
    return bulletin


def describe_bulletin(bulletin: Bulletin, *, by: Member, title: str, about: str) -> None:
    """Change what a bulletin says about itself.

    Raises:
        NotAllowed: when `by` is not its editor.
    """
    _needs_editor(bulletin, by)
    bulletin.title, bulletin.about = title, about


def draft_issue(bulletin: Bulletin, text: Text, *, by: Member) -> BulletinIssue:
    """Begin an issue; nobody but its editor sees it before it is published.

    Raises:
        NotAllowed: when `by` is not the editor.
        Refused: when it holds an entry that is not open to everyone who reads the bulletin.
    """
    _needs_editor(bulletin, by)
    _needs_open_picks(bulletin, text, by)
    entry = entries.compose(
        Kind.BULLETIN,
        author=by,
        audience=bulletin.audience,
        title=text.title,
        source=text.source,
        # What is picked is talked about where it stands.
        feedback=Feedback.NONE,
        is_draft=True,
    )
    issue = BulletinIssue(entry_id=entry.id, entry=entry, bulletin=bulletin, bulletin_id=bulletin.id, queued=0)
    _write(issue, text)
    session().add(issue)
    session().flush()
    return issue


def revise_issue(issue: BulletinIssue, text: Text, *, by: Member) -> None:
    """Change an issue; what it said before is kept among its earlier versions.

    Raises:
        NotAllowed: when `by` is not its editor.
        Refused: when it holds an entry that is not open to everyone who reads the bulletin.
    """
    _needs_open_picks(issue.bulletin, text, by)
    entries.revise(issue.entry, by=by, title=text.title, source=text.source)
    _write(issue, text)
    issue.entry.changed_at = clock.now()


def schedule_issue(issue: BulletinIssue, *, by: Member, at: datetime | None = None) -> None:
    """Publish an issue and send it to those who subscribed: now, or at a moment.

    Raises:
        NotAllowed: when `by` is not its editor.
        Refused: when the moment is past, or the issue is empty.
    """
    _needs_editor(issue.bulletin, by)
    if issue.number is not None or issue.entry.state != State.DRAFT:
        return
    if at is not None and at <= clock.now():
        raise Refused(_("This moment is past. Please choose a later one, or publish now."))
    if not issue.intro.strip() and not issue.sections and not issue.occasions:
        raise Refused(_("This issue is still empty. Write a few words or pick something first."))
    # A draft that was discarded at its moment and brought back begins anew.
    issue.send_at, issue.queued_at = at or clock.now(), None
    if at is None:
        publish_issue(issue)


def unschedule_issue(issue: BulletinIssue, *, by: Member) -> None:
    """Let an issue wait for no moment any more; it is a draft as before.

    Raises:
        NotAllowed: when `by` is not its editor.
    """
    _needs_editor(issue.bulletin, by)
    if issue.waits:
        issue.send_at = None


def publish_issue(issue: BulletinIssue) -> None:
    """Give an issue the next number of its bulletin, and let its audience read it."""
    bulletin = issue.bulletin
    session().refresh(bulletin, ["last_number"], with_for_update=True)
    bulletin.last_number += 1
    issue.number = bulletin.last_number
    entries.release(issue.entry, by=issue.entry.author)
    publish(
        IssuePublished(
            actor_id=issue.entry.author_id, entry_id=issue.entry_id, bulletin_id=bulletin.id, number=issue.number
        )
    )


def _write(issue: BulletinIssue, text: Text) -> None:
    sections = [
        replace(one, html=rendered_html(one.source, f"e{issue.entry_id}-s{number}-"))
        for number, one in enumerate(text.sections, 1)
    ]
    issue.intro = text.intro
    issue.intro_html = rendered_html(text.intro, f"e{issue.entry_id}-i-")
    issue.sections_kept = [one.kept() for one in sections]
    issue.occasions_kept = [one.kept() for one in in_order(text.occasions)]


def _needs_editor(bulletin: Bulletin, by: Member) -> None:
    if bulletin.editor_id != by.id:
        raise NotAllowed(_("Only the editor of this bulletin can do this."))


def _needs_open_picks(bulletin: Bulletin, text: Text, by: Member) -> None:
    """Refuse what not every reader of the bulletin may read: nothing is opened by being picked."""
    wanted = [entry_id for section in text.sections for entry_id in section.picks]
    rows = session().execute(listed(by).with_only_columns(Entry.id, Entry.title).where(Entry.id.in_(wanted)))
    mine: dict[int, str] = {entry_id: title for entry_id, title in rows}  # noqa: C416 (rows are typed so)
    is_open = select(Entry.id).where(Entry.id.in_(mine), open_to_readers(bulletin), Entry.title != "")
    found = set(session().scalars(is_open))
    for entry_id in wanted:
        if entry_id not in mine:
            raise Refused(_("There is no entry number %(number)d, or it is not open to you.", number=entry_id))
        if entry_id not in found:
            raise Refused(
                _(
                    "“%(title)s” is not open to everyone who reads this bulletin. Its author can open it wider.",
                    title=mine[entry_id],
                )
            )
