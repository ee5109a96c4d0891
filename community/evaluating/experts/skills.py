"""The topics on which a directory is measured, and the votes that were earned on them later."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import insert, select, update

from community.entries.kinds import Kind
from community.entries.models import Entry, EntryTag
from community.kernel import terms
from community.kernel.db import session
from community.portability.site_import import Site
from community.portability.stackexchange import Dump, VoteKind
from community.questions.models import Question
from community.topics.models import Tag

MOST_SKILLS: Final = 130
FEWEST_TAGS: Final = 10
"""A site with fewer tags on its questions has the most frequent words of its titles as topics instead."""


def frequent_skills(before: datetime) -> list[str]:
    """The topics that most questions had before a moment; where a dump has no tags, its titles' words become tags.

    The tags stand in the open transaction alone.
    """
    used = select(Tag.name, EntryTag.entry_id).join(EntryTag, EntryTag.tag_id == Tag.id)
    rows = session().execute(used.where(EntryTag.published_at < before)).all()
    counts = Counter(name for name, _entry_id in rows)
    if len(counts) < FEWEST_TAGS:
        counts = _tag_by_words(before)
    return [name for name, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SKILLS]]


def _tag_by_words(before: datetime) -> Counter[str]:
    """Give each question its title's most frequent words as tags."""
    columns = (Entry.id, Entry.title, Entry.language, Entry.published_at)
    rows = session().execute(select(*columns).where(Entry.kind == Kind.QUESTION, Entry.is_live)).all()
    said = {entry_id: (at, _stems(title, language)) for entry_id, title, language, at in rows}
    counts = Counter(stem for at, stems in said.values() if at < before for stem in stems)
    frequent = dict(counts.most_common(MOST_SKILLS))
    session().execute(insert(Tag), [{"name": stem} for stem in frequent])
    found = session().execute(select(Tag.name, Tag.id).where(Tag.name.in_(frequent)))
    ids = {name: tag_id for name, tag_id in found}  # noqa: C416 (a row is no pair to the type checker)
    tagged = [
        {"entry_id": entry_id, "tag_id": ids[stem], "published_at": at}
        for entry_id, (at, stems) in said.items()
        for stem in stems & ids.keys()
    ]
    session().execute(insert(EntryTag), tagged)
    return Counter(frequent)


def _stems(title: str, language: str) -> set[str]:
    """The words of a title by their stems, without stop words and numbers, as names that no tag has."""
    said = [word for word in terms.words(title) if not terms.is_stop_word(word, language) and word.isalpha()]
    return {f"in titles: {stem}" for stem in terms.stems(said, language) if len(stem) > 1}


class Votes:
    """The dated votes of a dump: up for an answer, and which answer helped."""

    def __init__(self, folder: Path) -> None:
        ids = _answers_by_ref()
        site = Site.called(folder.resolve().name)
        self._up: defaultdict[int, list[datetime]] = defaultdict(list)
        self._accepted: list[tuple[datetime, int]] = []
        for vote in Dump(folder).votes():
            answer_id = ids.get(site.answer(vote.post_id))
            if answer_id is None:
                continue
            if vote.kind is VoteKind.UP:
                self._up[answer_id].append(vote.created_at)
            elif vote.kind is VoteKind.ACCEPTED:
                self._accepted.append((vote.created_at, answer_id))
        for moments in self._up.values():
            moments.sort()

    def earned(self, answer_id: int, since: datetime, until: datetime) -> int:
        """How many votes up an answer got from one moment up to another."""
        moments = self._up.get(answer_id, [])
        return bisect_left(moments, until) - bisect_left(moments, since)

    def accept_until(self, moment: datetime, questions: dict[int, int]) -> None:
        """Let the product know just those acceptances that there were at a moment.

        Args:
            questions: the question of each answer.
        """
        session().execute(update(Question).values(accepted_answer_id=None))
        known = [
            (questions[answer_id], answer_id)
            for at, answer_id in self._accepted
            if at < moment and answer_id in questions
        ]
        rows = [{"entry_id": question_id, "accepted_answer_id": answer_id} for question_id, answer_id in known]
        if rows:
            session().execute(update(Question), rows)


def _answers_by_ref() -> dict[str, int]:
    rows = session().execute(select(Entry.source_ref, Entry.id).where(Entry.kind == Kind.ANSWER))
    return {ref: entry_id for ref, entry_id in rows if ref is not None}


def questions_by_skill(names: Sequence[str]) -> dict[str, set[int]]:
    """The questions that bear each of the tags called `names`."""
    statement = select(Tag.name, EntryTag.entry_id).join(EntryTag, EntryTag.tag_id == Tag.id).where(Tag.name.in_(names))
    found: dict[str, set[int]] = {name: set() for name in names}
    for name, entry_id in session().execute(statement):
        found[name].add(entry_id)
    return found


def first_and_last(moments: Iterable[datetime]) -> tuple[datetime, datetime]:
    """The earliest and the latest of `moments`."""
    known = sorted(moments)
    return known[0], known[-1]
