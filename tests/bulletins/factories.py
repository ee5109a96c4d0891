"""Bulletins and issues for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from community.accounts.models import Member
from community.audiences.models import Audience
from community.audiences.service import organization_audience
from community.bulletins.composing import Occasion, Section
from community.bulletins.models import Bulletin, BulletinIssue
from community.bulletins.service import Text, begin_bulletin, draft_issue, schedule_issue
from community.bulletins.subscribing import subscribe
from community.entries.models import Entry
from community.kernel.db import commit

OPEN_EVENING = Occasion("Open evening", date(2027, 1, 14), time(18), "Europe/London", "Room 4")


def a_bulletin(
    editor: Member,
    *,
    audience: Audience | None = None,
    subscribers: Sequence[Member] = (),
    title: str = "Northwind notes",
) -> Bulletin:
    """A bulletin for the organization, unless another audience is named."""
    bulletin = begin_bulletin(editor=editor, audience=audience or organization_audience(), title=title)
    for member in subscribers:
        subscribe(bulletin, by=member)
    commit()
    return bulletin


def an_issue(
    bulletin: Bulletin,
    *picks: Entry,
    title: str = "First things",
    occasions: Sequence[Occasion] = (),
    published: bool = True,
) -> BulletinIssue:
    """An issue with one section that holds `picks`."""
    section = Section("Worth reading", "From this month.", picks=tuple(entry.id for entry in picks))
    text = Text(title, "Good morning.", [section], occasions)
    issue = draft_issue(bulletin, text, by=bulletin.editor)
    if published:
        schedule_issue(issue, by=bulletin.editor)
    commit()
    return issue
