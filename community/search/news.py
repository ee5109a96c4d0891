"""What is new of the searches that somebody keeps, all of them in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, literal, select, union_all

from community.accounts.models import Member
from community.entries.models import Entry
from community.kernel import clock
from community.kernel.db import UtcDateTime, session
from community.kernel.digest import Line, Section
from community.kernel.i18n import ngettext
from community.search.models import SavedSearch
from community.search.queries import matching
from community.search.saving import saved_searches

MOST_NEW: Final = 100
"""New entries of one search that are counted."""

REACH: Final = timedelta(days=7)
"""How far back a digest looks."""


class News(NamedTuple):
    """What is new of a search: how many entries, `MOST_NEW` of them or more, and when the newest came."""

    number: int
    newest_at: datetime | None

    @property
    def is_bounded(self) -> bool:
        """Whether there may be more."""
        return self.number >= MOST_NEW


def news_of(member: Member, saved: Sequence[SavedSearch], *, not_before: datetime | None = None) -> Mapping[int, News]:
    """For each of the `saved` searches what came since `member` looked, as far as they may see it.

    What they wrote themselves is no news to them.

    Args:
        member: whose searches these are.
        saved: the searches.
        not_before: what is older is not counted either.
    """
    if not saved:
        return {}
    today = clock.now().astimezone(ZoneInfo(member.timezone)).date()
    counted = union_all(*(_counted(member, each, today, not_before) for each in saved))
    return {saved_id: News(number, newest) for saved_id, number, newest in session().execute(counted)}


def lines(member: Member, now: datetime) -> list[Line]:
    """What a digest says of the kept searches: how much is new, at most of the last week."""
    saved = [each for each in saved_searches(member) if each.in_digest]
    news = news_of(member, saved, not_before=now - REACH)
    return [_line(each, news[each.id], now) for each in saved if news[each.id].number]


def _counted(
    member: Member, saved: SavedSearch, today: date, not_before: datetime | None
) -> Select[int, int, datetime]:
    since = max(saved.seen_at, not_before) if not_before else saved.seen_at
    new = (
        matching(member, saved.text, today=today)
        .with_only_columns(Entry.published_at)
        .where(Entry.published_at > since, Entry.author_id != member.id)
        .order_by(Entry.published_at.desc())
        .limit(MOST_NEW)
        .subquery()
    )
    newest = func.max(new.c.published_at, type_=UtcDateTime)
    return select(literal(saved.id), func.count(), newest).select_from(new)


def _line(saved: SavedSearch, news: News, now: datetime) -> Line:
    said = ngettext("%(num)d new for “%(text)s”", "%(num)d new for “%(text)s”", news.number, text=saved.text)
    path = f"/search?{urlencode({'q': saved.text, 'sort': 'date'})}"
    return Line(Section.FOLLOWED, said, path, news.newest_at or now)
