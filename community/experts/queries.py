"""Who has shown that they know, with the evidence that the viewer may open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import or_, select

from community.accounts.models import Member, Viewer
from community.entries.models import Entry
from community.entries.queries import entries_for
from community.entries.text_matches import entries_like
from community.experts.candidates import candidates_for
from community.experts.contributions import Found, contributions_of, contributions_on, has_contributor, tag_names_of
from community.experts.ranking import Contribution, ContributionKind, Endorsement, Standing, directory
from community.experts.routing import Routed, route
from community.experts.weights import current_weights
from community.experts.words import discounted_ids_of, endorsements_on, has_volunteer, hidden_topics_of
from community.kernel import clock
from community.kernel.db import session
from community.topics.models import Tag

REASONS: Final = 3
"""Entries that are shown for each person; their own pages have the rest."""

WORDS_OF_A_TEXT: Final = 60


class Reason(NamedTuple):
    """An entry that speaks for a person; `asked` is the question where it is an answer."""

    entry: Entry
    asked: Entry | None = None
    is_accepted: bool = False


@dataclass(frozen=True)
class Expert:
    """A person who has shown that they know, the weightiest evidence first.

    `kinds` counts all that speaks for them, `accepted` how many answers helped the asker, and `latest` is the newest.
    `endorser_ids` are colleagues who say so too.
    """

    member: Member
    reasons: tuple[Reason, ...]
    kinds: Mapping[str, int]
    accepted: int
    latest: datetime
    endorser_ids: tuple[int, ...] = ()


class Evidence(NamedTuple):
    """What a member has shown on a topic; one that `is_hidden` others do not see."""

    tag: str
    pieces: int
    reasons: tuple[Reason, ...]
    is_hidden: bool = False


class Routing(NamedTuple):
    """Whom to ask, the likeliest to answer first, and for each answer that speaks for them its question."""

    ranked: list[Routed]
    questions: Mapping[int, int]


def experts_for_tags(viewer: Viewer, tags: Collection[str], limit: int = 10) -> list[Expert]:
    """Who has shown that they know something of the topics called `tags`, the strongest first.

    Colleagues are named to members only. Whoever does not want to be found is missing.
    """
    found = contributions_on(viewer, tags) if viewer is not None else []
    standings = _standings(found, clock.now(), endorsements_on(tags) if found else [])[:limit]
    questions = _questions_of(found)
    shown = _loaded(viewer, [_best_of(standing) for standing in standings], questions)
    return [expert for standing in standings if (expert := _expert(standing, shown, questions))]


def topics_with_experts(viewer: Viewer, tag_ids: Collection[int]) -> set[int]:
    """Those of these tags for which somebody can be named to `viewer`, by what they showed or by their own word."""
    named = or_(has_contributor(viewer), has_volunteer())
    return set(session().scalars(select(Tag.id).where(Tag.id.in_(tag_ids), named))) if tag_ids else set()


def standings_on(viewer: Viewer, tag: str, *, as_of: datetime) -> list[Standing]:
    """Everybody in the directory for a topic, the strongest first, as it would have been at a moment."""
    return _standings(contributions_on(viewer, [tag], as_of=as_of), as_of)


def _standings(found: Iterable[Found], now: datetime, endorsements: Iterable[Endorsement] = ()) -> list[Standing]:
    done = (each.contribution for each in found)
    return directory(done, now, endorsements=endorsements, weights=current_weights())


def experts_for_question(viewer: Viewer, question: Entry, limit: int = 3) -> list[Expert]:
    """Whom to ask this question, the likeliest to answer it first; never the asker."""
    routing = routing_of(viewer, question)
    return _with_reasons(viewer, routing.ranked[:limit], routing.questions)


def experts_for_text(viewer: Member, text: str, limit: int = 10) -> list[Expert]:
    """Whom `viewer` may ask about what they typed, the likeliest to answer first; never themselves."""
    routing = _routing(viewer, text, viewer.id, viewer.language)
    return _with_reasons(viewer, routing.ranked[:limit], routing.questions)


def routing_of(viewer: Viewer, question: Entry, *, as_of: datetime | None = None) -> Routing:
    """Everybody who has shown something of what is asked, the likeliest to answer first.

    Args:
        as_of: as it would have been at this moment, for looking back; the index has to be that of the moment too.
    """
    beginning = " ".join(question.text.split()[:WORDS_OF_A_TEXT])
    written = " ".join([question.title, *question.tag_names, beginning])
    return _routing(viewer, written, question.author_id, question.language, besides=question.id, as_of=as_of)


def _routing(
    viewer: Viewer,
    written: str,
    asker_id: int,
    language: str,
    *,
    besides: int | None = None,
    as_of: datetime | None = None,
) -> Routing:
    like = entries_like(written, language=language) if viewer is not None else None
    if like is None:
        return Routing([], {})
    candidates = candidates_for(viewer, like, besides=besides, as_of=as_of)
    ranked = route(
        candidates.matches, candidates.activity, as_of or clock.now(), asker_id=asker_id, weights=current_weights()
    )
    # Who is around but wrote nothing about it has not shown that they know it.
    return Routing([routed for routed in ranked if routed.matches], candidates.questions)


def evidence_of(member: Member, limit: int = 20) -> list[Evidence]:
    """What `member` has shown on which topics, the strongest first: why they are found, if they are listed.

    It is what others are shown, so nothing that is kept among few is in it.
    """
    found = contributions_of(member)
    names = tag_names_of(found)
    by_tag: defaultdict[str, list[Contribution]] = defaultdict(list)
    for each in found:
        for name in names.get(each.tagged_id, ()):
            by_tag[name].append(each.contribution)
    standings = {tag: standing for tag, theirs in by_tag.items() for standing in _ranked(theirs)}
    strongest = sorted(standings, key=lambda tag: (-standings[tag].score, tag))[:limit]
    questions, hidden = _questions_of(found), hidden_topics_of(member)
    shown = _loaded(member, [_best_of(standings[tag]) for tag in strongest], questions)
    return [
        Evidence(tag, len(standings[tag].evidence), _reasons(_best_of(standings[tag]), shown, questions), tag in hidden)
        for tag in strongest
    ]


def discounted_of(member: Member) -> list[Reason]:
    """What `member` took out of what speaks for them, the newest first."""
    shown = entries_for(member, discounted_ids_of(member))
    asked = entries_for(member, {entry.parent_id for entry in shown.values() if entry.parent_id})
    newest = sorted(shown.values(), key=lambda entry: (entry.published_at, entry.id), reverse=True)
    return [Reason(entry, asked.get(entry.parent_id or 0)) for entry in newest]


def _ranked(done: Iterable[Contribution]) -> list[Standing]:
    return directory(done, clock.now(), weights=current_weights())


def _with_reasons(viewer: Viewer, ranked: Sequence[Routed], questions: Mapping[int, int]) -> list[Expert]:
    ids = [[match.entry_id for match in routed.matches[:REASONS]] for routed in ranked]
    shown = entries_for(viewer, {i for group in ids for i in [*group, *_asked(group, questions)]})
    experts = []
    for routed, group in zip(ranked, ids, strict=True):
        reasons = tuple(Reason(shown[i], shown.get(questions.get(i, 0))) for i in group if i in shown)
        if reasons:
            latest = max(match.at for match in routed.matches)
            experts.append(Expert(reasons[0].entry.author, reasons, {}, 0, latest))
    return experts


def _asked(ids: Iterable[int], questions: Mapping[int, int]) -> list[int]:
    return [questions[i] for i in ids if i in questions]


def _questions_of(found: Iterable[Found]) -> dict[int, int]:
    """The question of each answer."""
    answers = (each for each in found if each.contribution.kind is ContributionKind.ANSWER)
    return {each.contribution.entry_id: each.tagged_id for each in answers}


def _best_of(standing: Standing) -> list[Contribution]:
    return [piece.contribution for piece in standing.evidence[:REASONS]]


def _loaded(viewer: Viewer, groups: Iterable[Sequence[Contribution]], questions: Mapping[int, int]) -> dict[int, Entry]:
    """The evidence and the questions behind it, as far as `viewer` may see them, in one query."""
    ids = [contribution.entry_id for group in groups for contribution in group]
    return entries_for(viewer, {*ids, *_asked(ids, questions)})


def _reasons(
    best: Iterable[Contribution], shown: Mapping[int, Entry], questions: Mapping[int, int]
) -> tuple[Reason, ...]:
    return tuple(
        Reason(shown[each.entry_id], shown.get(questions.get(each.entry_id, 0)), each.is_accepted)
        for each in best
        if each.entry_id in shown
    )


def _expert(standing: Standing, shown: Mapping[int, Entry], questions: Mapping[int, int]) -> Expert | None:
    reasons = _reasons(_best_of(standing), shown, questions)
    if not reasons:
        return None
    counted = [piece.contribution for piece in standing.evidence]
    kinds: defaultdict[str, int] = defaultdict(int)
    for each in counted:
        kinds[each.kind.value] += 1
    return Expert(
        reasons[0].entry.author,
        reasons,
        dict(kinds),
        sum(each.is_accepted for each in counted),
        max(each.at for each in counted),
        standing.endorser_ids,
    )
