"""Whom a question is put to: who wrote on the same, then who knows its topics, then who says that they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import or_, select

from community.accounts.models import Member
from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.experts.availability import availability_of
from community.experts.contributions import KINDS, contributions_on
from community.experts.models import DeclaredSkill
from community.experts.queries import routing_of
from community.experts.ranking import Contribution, directory
from community.experts.routing import Match, Routed, shortlist
from community.experts.social_contract import weekly_load
from community.experts.weights import current_weights
from community.kernel import clock
from community.kernel.db import session

PLACES: Final = 3
"""How many are asked at a time."""

MOST_CONSIDERED: Final = 60


class Choice(NamedTuple):
    """Somebody to invite, and the entry that is the reason; None where it is their own word alone."""

    member_id: int
    because_id: int | None


def whom_to_invite(question: Entry, asker: Member, places: int = PLACES) -> list[Choice]:
    """The few to ask, by what the asker may see; the last place is kept for somebody who was not asked for long.

    Only who is listed, is not away, may read the question, was asked less than the weekly load, and was not
    asked this question already.
    """
    if not _has_anybody(asker):
        return []
    shown = _routed(question, asker) + _in_directory(question, asker)
    known = _each_once([*shown, *_declared(question)])[:MOST_CONSIDERED]
    free = availability_of([each.person_id for each in known], question)
    experienced = {each.person_id for each in shown}
    chosen = shortlist(known, free, clock.now(), knows_topic=experienced, size=places, weekly_load=weekly_load())
    return [Choice(each.person_id, each.matches[0].entry_id if each.matches else None) for each in chosen]


def _has_anybody(asker: Member) -> bool:
    """Whether anybody but the asker showed or said anything yet; a young site needs no ranking to find nobody."""
    kinds = [Kind.ANSWER.value, *(kind.value for kind in KINDS)]
    shown = select(Entry.id).where(Entry.kind.in_(kinds), Entry.author_id != asker.id)
    said = select(DeclaredSkill.member_id).where(DeclaredSkill.member_id != asker.id)
    return bool(session().scalar(select(or_(shown.exists(), said.exists()))))


def _routed(question: Entry, asker: Member) -> list[Routed]:
    return routing_of(asker, question).ranked[:MOST_CONSIDERED]


def _in_directory(question: Entry, asker: Member) -> list[Routed]:
    """Who has shown that they know the question's topics, the strongest first, each with what shows it best."""
    found = contributions_on(asker, question.tag_names)
    standings = directory((each.contribution for each in found), clock.now(), weights=current_weights())
    return [_somebody(standing.person_id, standing.evidence[0].contribution) for standing in standings]


def _declared(question: Entry) -> list[Routed]:
    """Who says that they can help with the question's topics, who said it last first."""
    tagged = select(EntryTag.tag_id).where(EntryTag.entry_id == question.id)
    statement = select(DeclaredSkill.member_id).where(DeclaredSkill.tag_id.in_(tagged))
    ordered = statement.order_by(DeclaredSkill.since.desc(), DeclaredSkill.member_id).limit(MOST_CONSIDERED)
    return [_somebody(member_id) for member_id in session().scalars(ordered)]


def _somebody(person_id: int, because: Contribution | None = None) -> Routed:
    shown = (Match(because.entry_id, person_id, 1.0, because.at),) if because is not None else ()
    return Routed(person_id, 0.0, 0.0, 0.0, shown)


def _each_once(people: Iterable[Routed]) -> Sequence[Routed]:
    """The people in their order, each for the first reason that they are named."""
    return list({each.person_id: each for each in reversed(list(people))}.values())[::-1]
