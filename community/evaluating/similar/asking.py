"""What the product and the plainest ways of searching find for a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import select

from community.accounts.models import Member, MemberState
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.entries.similar import typed
from community.evaluating.similar.replay import Asked, Mark, replayed
from community.kernel import terms
from community.kernel.db import session
from community.questions.lanes import Evidence
from community.questions.similar import evidence_for
from community.search.match import match
from community.search.tree import Leaf, Phrase, Words, any_of

DEEPEST: Final = 100


class Found(NamedTuple):
    """What was found for one question: by any of its words as written, by any of their stems, and by the product."""

    asked: Asked
    as_written: Sequence[int]
    stemmed: Sequence[int]
    evidence: Evidence


def found_for(marks: Sequence[Mark]) -> Iterator[Found]:
    """Ask all questions that turned out to be duplicates, as the form for asking does."""
    reader_id = session().scalar(select(Member.id).where(Member.state == MemberState.ACTIVE).order_by(Member.id))
    for asked in replayed(marks):
        reader, entry = session().get_one(Member, reader_id), session().get_one(Entry, asked.question_id)
        text = typed(reader, entry.title, entry.text)
        yield Found(
            asked,
            _by_any_word(text.written, as_written=True),
            _by_any_word(text.written, as_written=False),
            evidence_for(reader, text),
        )


def _by_any_word(written: str, *, as_written: bool) -> list[int]:
    tokens = [each for each in terms.tokens(written) if not terms.is_stop_word(each.text, terms.DEFAULT_LANGUAGE)]
    leaves: list[Leaf] = [Phrase((each,)) if as_written else Words((each,)) for each in tokens]
    tree = any_of(list(dict.fromkeys(leaves)))
    if tree is None:
        return []
    hit = match(tree, session().connection())
    statement = select(Entry.id).join(hit, hit.c.entry_id == Entry.id).where(Entry.kind == Kind.QUESTION.value)
    return list(session().scalars(statement.order_by(hit.c.rank.desc(), Entry.id).limit(DEEPEST)))
