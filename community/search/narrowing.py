"""The facets beside what was found: each part with what it is called and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from community.kernel.i18n import _, ngettext
from community.search.facets import Facets, Share
from community.search.filters import NAMES, Filters


@dataclass(frozen=True, slots=True)
class Item:
    """One part of what was found."""

    label: str
    url: str
    count: int


class Asked(NamedTuple):
    """One condition of a search: how it was typed, and where it is left out."""

    words: str
    url_without: str


class Group(NamedTuple):
    """One way in which it divides."""

    title: str
    items: Sequence[Item]


# The word itself may be in quotation marks or, with others, in brackets.
_filter = re.compile(rf'(?<!\S)-?(?:{"|".join(sorted(NAMES))}):(?:"[^"]*"?|\([^()]*\)?|[^\s()"]+)', re.IGNORECASE)


def groups(facets: Facets, filters: Filters, address: Callable[[str], str]) -> list[Group]:
    """What narrows a search; nothing by which it is narrowed already, and nothing that all results share.

    Args:
        facets: how what was found divides.
        filters: by what the search is narrowed.
        address: gives the page for a further filter.
    """
    return [group for group in _all(facets, filters, address) if group.items]


def _all(facets: Facets, filters: Filters, address: Callable[[str], str]) -> Iterator[Group]:
    if not filters.kinds:
        yield Group(_("Kind"), _items(facets.kinds, "kind", address, kind_names()))
    yield Group(_("Tags"), _items([tag for tag in facets.tags if not _is_asked(tag, filters)], "tag", address))
    if not filters.authors:
        yield Group(_("Author"), _items(facets.authors, "author", address))
    if not filters.programs:
        yield Group(_("Program"), _items(facets.programs, "program", address))
    if filters.since is None and filters.before is None:
        yield Group(_("Published"), _periods(facets, address))
    if filters.answered is None:
        yield Group(_("Questions"), _states(facets, address))


def asked(text: str, address: Callable[[str], str]) -> list[Asked]:
    """By what a search is narrowed, as it was typed, each with the page of the same search without it.

    Args:
        text: what was typed.
        address: gives the page for a search.
    """
    return [
        Asked(found.group(), address(" ".join(f"{text[: found.start()]} {text[found.end() :]}".split())))
        for found in _filter.finditer(text)
    ]


def kind_names() -> dict[str, str]:
    """What entries of each kind are called."""
    return {
        "reflection": _("Reflections"),
        "question": _("Questions"),
        "answer": _("Answers"),
        "bookmark": _("Bookmarks"),
        "comment": _("Comments"),
        "reminder": _("Reminders"),
        "guide": _("Guides"),
        "bulletin": _("Bulletins"),
    }


def _is_asked(tag: Share, filters: Filters) -> bool:
    return any(tag.word in names for names in filters.tags)


def _items(
    shares: Sequence[Share], name: str, address: Callable[[str], str], names: dict[str, str] | None = None
) -> list[Item]:
    called = names or {}
    return [
        Item(called.get(share.word, share.label), address(f"{name}:{share.word}"), share.number) for share in shares
    ]


def _periods(facets: Facets, address: Callable[[str], str]) -> list[Item]:
    """The times in which some were published, and not already all of them in a shorter one."""
    items = []
    told = 0
    for days, since, number in facets.since:
        if told < number:
            before = since - timedelta(days=1)
            items.append(Item(_since(days), address(f"date:>{before.isoformat()}"), number))
        told = number
    return items


def _since(days: int) -> str:
    return (
        _("in the last year") if days > 360 else ngettext("in the last %(num)d day", "in the last %(num)d days", days)
    )


def _states(facets: Facets, address: Callable[[str], str]) -> list[Item]:
    states = [
        (_("with an accepted answer"), "is:answered", facets.answered),
        (_("without one"), "is:unanswered", facets.unanswered),
    ]
    return [Item(label, address(words), number) for label, words, number in states if number]
