"""The mails of bulletins: an issue, a test of one, and the link that confirms an address; each written when it goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import joinedload

from community.accounts.models import Member, Viewer
from community.accounts.quiet import quiet_until
from community.bulletins import queries
from community.bulletins.composing import Occasion
from community.bulletins.models import Bulletin, BulletinIssue, BulletinSubscriber
from community.bulletins.sending import KIND
from community.bulletins.subscribing import CONFIRMING, end, link_for
from community.entries.models import Entry
from community.kernel.db import session
from community.kernel.i18n import _, in_language
from community.kernel.mail import (
    Kind,
    Later,
    Letter,
    Office,
    OutgoingMail,
    Rank,
    Subscription,
    Tie,
    link_to,
    whole_links,
)
from community.kernel.markup import render

TEST = "bulletin-test"


class Shown(NamedTuple):
    """An entry in a mail."""

    title: str
    author: str
    summary: str
    link: str


class Part(NamedTuple):
    """A section in a mail."""

    title: str
    html: Markup
    text: str
    entries: list[Shown]


def join(office: Office) -> None:
    """Tell the office of these mails, and how a subscription ends."""
    office.kind(Kind(KIND, _issue, _sample, Rank.BULLETIN))
    office.kind(Kind(TEST, _test, _sample, Rank.DIRECT))
    office.kind(Kind(CONFIRMING, _confirmation, _sample_confirmation, Rank.ACCOUNT))
    office.subscription(KIND, Subscription(_describe, _end))


def _issue(mail: OutgoingMail) -> Letter | None:
    """The letter to a subscriber, unless they left, or may not read the issue any more.

    Raises:
        Later: in a member's quiet hours.
    """
    subscriber = session().get(
        BulletinSubscriber, mail.facts["subscriber"], options=[joinedload(BulletinSubscriber.member)]
    )
    if subscriber is None or subscriber.ended_at is not None:
        return None
    member = subscriber.member
    address = subscriber.address if subscriber.member_id is None else _address_of(member)
    issue = queries.issue_for(member, mail.facts["issue"])
    if not address or issue is None or not issue.entry.is_live:
        return None
    if member is not None:
        _let_rest(member)
    tie = Tie(KIND, subscriber.id, subscriber.member_id or 0)
    return letter_of(issue, member, to=address, language=subscriber.language, tie=tie)


def _test(mail: OutgoingMail) -> Letter | None:
    """The letter to its editor alone, also of an issue that is not published."""
    member = session().get(Member, mail.member_id)
    issue = queries.issue_for(member, mail.facts["issue"]) if member is not None else None
    if member is None or issue is None or issue.bulletin.editor_id != member.id or not _address_of(member):
        return None
    return letter_of(issue, member, to=mail.address, language=member.language, is_test=True)


def letter_of(
    issue: BulletinIssue,
    reader: Viewer,
    *,
    to: str,
    language: str,
    tie: Tie | None = None,
    is_test: bool = False,
) -> Letter:
    """An issue as a letter to `reader`, with what of it they may see, in the frame of their language.

    Args:
        tie: what its one-click unsubscribing ends.
        is_test: whether the subject says that only its editor gets it.
    """
    title = issue.entry.title
    spoken = reader.language if reader is not None else language
    with in_language(spoken):
        subject = _("Test: %(title)s", title=title) if is_test else title
    picks = queries.picks_of(issue, reader)
    return Letter(
        "bulletin",
        to=to,
        subject=" ".join(subject.split()),
        context={
            "bulletin_title": issue.bulletin.title,
            "number": issue.number,
            "title": title,
            "intro": _part("", issue.intro, issue.intro_html, []),
            "sections": _sections(issue, picks),
            "occasions": issue.occasions,
            "link": link_to(issue.entry.path),
            "archive": link_to(issue.bulletin.path),
        },
        language=spoken,
        timezone=reader.timezone if reader is not None else issue.bulletin.editor.timezone,
        sender_name=issue.bulletin.title,
        subscription=tie,
    )


def _sections(issue: BulletinIssue, picks: Mapping[int, Entry]) -> list[Part]:
    parts = [
        _part(one.title, one.source, one.html, [_shown(picks[i]) for i in one.picks if i in picks])
        for one in issue.sections
    ]
    return [part for part in parts if part.text.strip() or part.entries]


def _part(title: str, source: str, html: str, entries: list[Shown]) -> Part:
    whole = Markup(whole_links(html))  # noqa: S704 (sanitised by kernel.markup when the issue was written)
    return Part(title, whole, source.strip(), entries)


def _shown(entry: Entry) -> Shown:
    return Shown(entry.title, entry.author.name, entry.summary, link_to(entry.path))


def _address_of(member: Member | None) -> str:
    return member.email or "" if member is not None and member.is_active else ""


def _let_rest(member: Member) -> None:
    until = quiet_until(member)
    if until is not None:
        raise Later(until + timedelta(seconds=1))


def _confirmation(mail: OutgoingMail) -> Letter | None:
    bulletin = session().get(Bulletin, mail.facts["bulletin"])
    if bulletin is None or not bulletin.is_public:
        return None
    language = mail.facts["language"]
    return _asking(bulletin.title, mail.address, language, link_for(bulletin, mail.address, language))


def _asking(title: str, address: str, language: str, link: str) -> Letter:
    with in_language(language):
        subject = _("Please confirm: %(title)s", title=title)
    context = {"bulletin_title": title, "link": link}
    return Letter("bulletin_confirm", to=address, subject=subject, context=context, language=language)


def _describe(subscriber_id: int, _member_id: int) -> str:
    row = session().get(BulletinSubscriber, subscriber_id)
    return _("The bulletin “%(title)s” by mail.", title=row.bulletin.title if row is not None else "")


def _end(subscriber_id: int, member_id: int) -> None:
    row = session().get(BulletinSubscriber, subscriber_id)
    if row is not None and (row.member_id or 0) == member_id:
        end(row)


def _sample() -> Letter:
    words = "Three things that people here tried this month, and one evening to meet."
    shown = Shown(
        "What I said first at handover",
        "Ana Berg",
        "The last line first: what must not be forgotten tonight.",
        link_to("/reflections/1"),
    )
    return Letter(
        "bulletin",
        to="ana@example.org",
        subject="Handover, told by those who do it",
        context={
            "bulletin_title": "Northwind notes",
            "number": 3,
            "title": "Handover, told by those who do it",
            "intro": _part("", words, render(words).html, []),
            "sections": [Part("Tried at work", Markup(""), "", [shown])],
            "occasions": [Occasion("Open ward evening", date(2026, 12, 3), time(18), "Europe/London", "Room 4")],
            "link": link_to("/bulletins/1"),
            "archive": link_to("/bulletins/series/1"),
        },
        sender_name="Northwind notes",
        subscription=Tie(KIND, 1, 1),
    )


def _sample_confirmation() -> Letter:
    return _asking("Northwind notes", "guest@example.org", "en", link_to("/bulletins/confirm/example"))
