"""What a search says about how it understood the searcher."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from community.entries.kinds import Kind
from community.kernel.i18n import _


class About(StrEnum):
    """What there is to say."""

    SHORTENED = "shortened"
    UNGROUPED = "ungrouped"
    UNREADABLE = "unreadable"
    WHOLE_SEARCH = "whole search"
    NO_WORDS = "no words"
    KIND = "kind"
    DATE = "date"
    STATE = "state"
    EXCLUDED_DATE = "excluded date"
    OPEN_ENDS = "open ends"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a search that was not taken as it was written.

    Attributes:
        about: what it is.
        subject: the part of the search it is about, if it is only a part.
    """

    about: About
    subject: str = ""


def sentence(notice: Notice) -> str:
    """The notice as the searcher reads it, in their language."""
    kinds = ", ".join(kind.value for kind in Kind)
    sentences = {
        About.SHORTENED: _("The search was very long, so only its beginning was used."),
        About.UNGROUPED: _("There were too many parentheses, so they were left out."),
        About.UNREADABLE: _("The search could not be read as it was written, so it looked for its words."),
        About.WHOLE_SEARCH: _("Filters such as “%(subject)s” always apply to the whole search."),
        About.NO_WORDS: _("There is no word in this search that could be looked for."),
        About.KIND: _("There is no kind “%(subject)s”. The kinds are: %(kinds)s."),
        About.DATE: _("“%(subject)s” is no date. Try 2026-01-31, 2026-01, 2026-01..2026-06 or “last week”."),
        About.STATE: _("“is:%(subject)s” is not known. Try is:answered or is:unanswered."),
        About.EXCLUDED_DATE: _("A date cannot be left out of a search, so “%(subject)s” was not used."),
        About.OPEN_ENDS: _("“%(subject)s*” is too short or one too many, so it was taken as a word."),
    }
    return sentences[notice.about] % {"subject": notice.subject, "kinds": kinds}
