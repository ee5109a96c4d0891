"""The results of a program as a table to take along, with the words on top that say what its figures are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from community.kernel.floor import Rate, Told
from community.kernel.i18n import _
from community.kernel.spreadsheet import as_csv
from community.kernel.templating import day as day_in_words
from community.programs.models import Program
from community.programs.results.queries import Figure, Results
from community.programs.results.words import measure_word, rate_words


def sheet(program: Program, results: Results, people: int) -> str:
    """The results as comma-separated values.

    Args:
        people: of how many at least a group is, of which anything is told.
    """
    return as_csv(_rows(program, results, people))


def explained(people: int) -> list[str]:
    """What the figures are, and what they are not."""
    return [
        _("Nothing is told of fewer than %(people)d people; such a group looks like an empty one.", people=people),
        _("Numbers are bands and shares are rounded to five points, so that nobody can be had by subtraction."),
        _("Where a group would follow from the others and the total, one more is left out."),
        _("A share says how many of those did it who answered; beside it stands how many did not answer."),
        _("What learners say of themselves is marked as such. Nobody watched them, and no single answer is shown."),
        _("Tiers are those of the Learning-Transfer Evaluation Model: 1 is being there, 8 is what came of it."),
    ]


def _rows(program: Program, results: Results, people: int) -> Iterator[list[str]]:
    yield [_("Results of %(title)s", title=program.title)]
    yield [_("Counted until %(day)s, and anew each Monday.", day=day_in_words(results.until))]
    for sentence in explained(people):
        yield [sentence]
    yield []
    yield [_("Tier"), _("Figure"), _("How it is known"), *_headings(_("All")), _("No answer"), *_of_cohorts(results)]
    for figure in results.figures:
        yield _line(figure, results)


def _of_cohorts(results: Results) -> Iterable[str]:
    return [heading for cohort in results.cohorts for heading in _headings(cohort.name)]


def _headings(name: str) -> list[str]:
    return [_("%(group)s: people", group=name), _("%(group)s: share", group=name)]


def _line(figure: Figure, results: Results) -> list[str]:
    known = _("noted by the program") if figure.is_recorded else _("told by learners")
    cohorts = [cell for cohort in results.cohorts for cell in _told(figure.by_cohort[cohort.id])]
    return [
        str(figure.tier), measure_word(figure.measure), known, *_told(figure.all), _percent(figure.silent), *cohorts
    ]  # fmt: skip


def _told(told: Told) -> list[str]:
    return [str(told.people) if told.people else "", _percent(told.rate)]


def _percent(rate: Rate | None) -> str:
    return rate_words(rate) if rate is not None else ""
