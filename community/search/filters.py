"""What a search asks of an entry besides its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from community.entries.kinds import Kind
from community.search.notices import About, Notice
from community.search.periods import EVER, Period, period
from community.topics.naming import tag_name


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all hold together; an empty one asks for nothing.

    Attributes:
        kinds: the entry is one of these.
        without_kinds: and none of these.
        tags: of each of these sets the entry has at least one tag, by the tag's kept spelling.
        without_tags: and none of these.
        authors: the author is one of these, as typed without the @: a username or a name.
        without_authors: and none of these.
        programs: the entry belongs to one of these programs, as typed.
        without_programs: and to none of these.
        since: it was published on this day or later,
        before: and before this day; dates joined by "or" make one span from the first to the last.
        answered: it is a question that has (True) or lacks (False) an accepted answer.
    """

    kinds: frozenset[str] = frozenset()
    without_kinds: frozenset[str] = frozenset()
    tags: tuple[frozenset[str], ...] = ()
    without_tags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    without_authors: frozenset[str] = frozenset()
    programs: frozenset[str] = frozenset()
    without_programs: frozenset[str] = frozenset()
    since: date | None = None
    before: date | None = None
    answered: bool | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != NO_FILTERS

    @property
    def are_narrow(self) -> bool:
        """Whether few entries meet them: those of a tag, an author or a program."""
        return bool(self.tags or self.authors or self.programs)


NO_FILTERS: Final = Filters()

NAMES = frozenset({"kind", "tag", "author", "program", "date", "created", "is"})
"""The fields of the query language that filter; `title` looks for words."""

_KINDS = frozenset(kind.value for kind in Kind)
_STATES = {"answered": True, "unanswered": False}


class Gathering:
    """Takes the conditions of one search one after the other.

    Attributes:
        notices: what could not be taken as it was written.
    """

    def __init__(self, today: date) -> None:
        self.notices: list[Notice] = []
        self._today = today
        self._sets: dict[tuple[str, bool], set[str]] = {}
        self._tags: list[frozenset[str]] = []
        self._period = EVER
        self._answered: bool | None = None

    def add(self, name: str, values: Sequence[str], *, excluded: bool) -> None:
        """Take one condition.

        Args:
            name: one of `NAMES`.
            values: what was typed after the colon; any of them may hold.
            excluded: whether none of them may hold.
        """
        if name == "kind":
            self._add(name, [kind for value in values if (kind := self._kind(value))], excluded)
        elif name == "tag":
            self._add_tags([tag for value in values if (tag := tag_name(value))], excluded)
        elif name == "is":
            self._add_states(values, excluded)
        elif name in {"date", "created"}:
            self._add_periods(values, excluded)
        else:
            self._add(name, [value.strip().removeprefix("@") for value in values], excluded)

    def filters(self) -> Filters:
        """Everything that was taken."""
        sets = {key: frozenset(values) for key, values in self._sets.items()}

        def of(name: str, excluded: bool) -> frozenset[str]:
            return sets.get((name, excluded), frozenset())

        return Filters(
            kinds=of("kind", False),
            without_kinds=of("kind", True),
            tags=tuple(self._tags),
            without_tags=of("tag", True),
            authors=of("author", False),
            without_authors=of("author", True),
            programs=of("program", False),
            without_programs=of("program", True),
            since=self._period.since,
            before=self._period.before,
            answered=self._answered,
        )

    def _add(self, name: str, values: Sequence[str], excluded: bool) -> None:
        self._sets.setdefault((name, excluded), set()).update(value for value in values if value)

    def _add_tags(self, tags: Sequence[str], excluded: bool) -> None:
        if excluded:
            self._add("tag", tags, excluded)
        elif tags:
            self._tags.append(frozenset(tags))

    def _kind(self, value: str) -> str | None:
        written = value.strip().casefold()
        for kind in (written, written.removesuffix("s")):
            if kind in _KINDS:
                return kind
        self.notices.append(Notice(About.KIND, value))
        return None

    def _add_states(self, values: Sequence[str], excluded: bool) -> None:
        for value in values:
            state = _STATES.get(value.strip().casefold())
            if state is None:
                self.notices.append(Notice(About.STATE, value))
            else:
                self._answered = state is not excluded

    def _add_periods(self, values: Sequence[str], excluded: bool) -> None:
        if excluded:
            self.notices.append(Notice(About.EXCLUDED_DATE, ", ".join(values)))
            return
        read = [(value, period(value, self._today)) for value in values]
        self.notices += [Notice(About.DATE, value) for value, found in read if found is None]
        if known := [found for _, found in read if found is not None]:
            self._period = self._period.within(_span(known))


def _span(periods: Sequence[Period]) -> Period:
    """From the first day of any of `periods` to the last."""
    since = [each.since for each in periods if each.since is not None]
    before = [each.before for each in periods if each.before is not None]
    return Period(
        min(since) if len(since) == len(periods) else None,
        max(before) if len(before) == len(periods) else None,
    )
