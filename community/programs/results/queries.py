"""The results of a program, as far as they may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from community.kernel.floor import Floor, Rate, Told
from community.programs.designing.queries import reminders_to_design
from community.programs.models import Cohort, Program
from community.programs.queries import cohorts_of
from community.programs.results.evidence import Evidence, evidence_of, last_monday
from community.programs.results.measures import NOT_ASKED, RECORDED, TIERS, Group, Measure, measured
from community.programs.results.quadrant import Quadrant, quadrant_of


@dataclass(frozen=True)
class Figure:
    """One figure: what may be told of all learners, of each cohort, and of who was asked and did not answer."""

    measure: Measure
    all: Told
    silent: Rate | None
    by_cohort: Mapping[int, Told]

    @property
    def tier(self) -> int:
        """Its tier of evidence."""
        return TIERS[self.measure]

    @property
    def is_recorded(self) -> bool:
        """Whether the program noted it, rather than a learner said it."""
        return self.measure in RECORDED

    @property
    def is_asked(self) -> bool:
        """Whether learners are asked about it, and so may leave it without an answer."""
        return self.measure not in NOT_ASKED


@dataclass(frozen=True)
class Results:
    """All that a page of results shows; empty where too few people are in the program, as where nobody is."""

    until: datetime
    cohorts: Sequence[Cohort]
    figures: Sequence[Figure]
    quadrant: Quadrant | None

    @property
    def are_told(self) -> bool:
        """Whether enough people are in the program for anything to be told."""
        return bool(self.figures)


def results_of(program: Program, floor: Floor, now: datetime) -> Results:
    """What came of `program` until the beginning of this week, told of groups of as many people as `floor` asks for."""
    until = last_monday(now)
    cohorts = list(reversed(cohorts_of(program)))
    evidence = evidence_of(program, until)
    everybody = measured(evidence)
    if floor.band(everybody[Measure.ENROLLED].counted.did) is None:
        return Results(until, cohorts, [], None)
    by_cohort = {cohort.id: measured(evidence, cohort.id) for cohort in cohorts}
    figures = [_figure(measure, everybody, by_cohort, floor) for measure in Measure]
    return Results(until, cohorts, figures, _quadrant(program, evidence, floor))


def _figure(
    measure: Measure, everybody: Mapping[Measure, Group], by_cohort: Mapping[int, Mapping[Measure, Group]], floor: Floor
) -> Figure:
    group = everybody[measure]
    groups = {cohort_id: each[measure].counted for cohort_id, each in by_cohort.items()}
    told, beside = floor.told(group.counted), floor.beside(group.counted, groups)
    if measure is Measure.ENROLLED:
        # That all who are enrolled are enrolled is no share worth telling.
        told, beside = Told(told.people), {key: Told(each.people) for key, each in beside.items()}
    silent = floor.rate(*group.silent) if measure not in NOT_ASKED else None
    return Figure(measure, told, silent, beside)


def _quadrant(program: Program, evidence: Evidence, floor: Floor) -> Quadrant:
    titles = {one.entry_id: one.entry.title for one in reminders_to_design(program)}
    return quadrant_of(evidence, titles, floor)
