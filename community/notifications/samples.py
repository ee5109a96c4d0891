"""Mails with believable data, for whoever works on their looks."""

from __future__ import annotations

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.digest import Line, Section
from community.kernel.mail import Letter, Tie
from community.notifications import ending
from community.notifications.letters import digest_letter, notification_letter
from community.notifications.models import Notification, Reason
from community.notifications.queries import Told
from community.notifications.topics import Level


def sample_notification() -> Letter:
    """Somebody is mentioned in a comment."""
    question = Entry(id=7, kind="question", title="How do I write a handover note that is read?")
    remark = Entry(
        id=9,
        kind="comment",
        root_id=7,
        root_kind="question",
        parent_id=7,
        summary="@ana, did you try to begin with what changed during the shift? On our ward that made the difference.",
        is_live=True,
        comments_closed=False,
        feedback="open",
    )
    told = Notification(
        id=1, reason=Reason.MENTION.value, entry=remark, actor=_member(2, "Ben Okoro", "ben"), at=clock.now()
    )
    return notification_letter(_ana(), Told(told, question))


def sample_digest() -> Letter:
    """A week in which a little of everything happened."""
    now, ana = clock.now(), _ana()
    mute = Tie(ending.THREAD, 7, ana.id)
    lines = {
        Section.COMMITMENTS: [
            Line(Section.COMMITMENTS, "Did you apply it? Begin a feedback talk with a question", "/", now)
        ],
        Section.REPLIES: [
            Line(Section.REPLIES, "Ben Okoro answered your question “How do I write a handover note?”", "/", now, mute),
            Line(Section.REPLIES, "Chi Lund says that your answer to “Who checks the bag?” helped", "/", now, mute),
        ],
        Section.FOLLOWED: [
            Line(Section.FOLLOWED, "New on a topic that you follow: “A bed plan on one page”", "/", now, mute)
        ],
        Section.NEEDS: [Line(Section.NEEDS, "Handover: 10–19 people, since March 2026", "/needs", now)],
        Section.HELP: [Line(Section.HELP, "How do you keep a checklist alive after the first month?", "/", now)],
    }
    return digest_letter(ana, Level.WEEKLY, lines)


def _ana() -> Member:
    return _member(1, "Ana Quist", "ana")


def _member(number: int, name: str, username: str) -> Member:
    """Somebody of whom the database knows nothing."""
    return Member(
        id=number,
        name=name,
        username=username,
        email=f"{username}@example.org",
        language="en",
        timezone="Europe/London",
    )
