"""What is written in bulk is what would have been written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from community.audiences.models import ORGANIZATION_ID
from community.audiences.service import only, organization_audience
from community.entries import comments, service
from community.entries.bulk import PastEntry, compose_many
from community.entries.kinds import Feedback, Kind
from community.entries.models import Entry, EntryTag
from community.events import EntryPublished
from community.kernel.bus import LoggedEvent
from community.kernel.db import commit, session
from community.kernel.errors import Refused
from community.topics.models import Tag
from tests.factories import a_comment, a_member, an_entry

AT = datetime(2024, 3, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2024, 3, 2, 9, 30, tzinfo=UTC)
SOURCE = "Ask @ana first.[^1]\n\n- **Then** write `it` down\n\n[^1]: She knows https://example.org/rota"
OWN = {"id", "source_ref", "parent_id", "root_id", "html"}


def facts(entry: Entry) -> dict[str, Any]:
    """All that is stored of an entry but for what has to be its own."""
    session().refresh(entry)
    kept = {column.key: getattr(entry, column.key) for column in Entry.__table__.columns if column.key not in OWN}
    return kept | {"html": entry.html.replace(f"e{entry.id}-", "e-")}


def index_of(entry: Entry) -> Sequence[Any]:
    """What search keeps of an entry."""
    is_sqlite = session().connection().dialect.name == "sqlite"
    columns, key = (
        ("title, tags, body", "rowid") if is_sqlite else ("CAST(document AS text), CAST(exact AS text)", "entry_id")
    )
    return tuple(session().execute(text(f"SELECT {columns} FROM entry_search WHERE {key} = {entry.id}")).one())  # noqa: S608 (a test)


def by_ref(ref: str) -> Entry:
    return session().scalars(select(Entry).where(Entry.source_ref == ref)).one()


def tag_rows(entry: Entry) -> list[tuple[str, datetime]]:
    rows = session().scalars(select(EntryTag).where(EntryTag.entry_id == entry.id))
    return sorted((row.tag.name, row.published_at) for row in rows)


def one_by_one() -> list[Entry]:
    """A question, an answer and a remark on each, as the services write them."""
    ana, ben = a_member("Ana Lima", username="ana"), a_member("Ben Ode", username="ben")
    question = service.compose(
        Kind.QUESTION, author=ben, audience=organization_audience(), title="  Who knows the rota? ", source=SOURCE,
        tags=["Rota", "night shift", "rota"], at=AT, source_ref="one:q", is_new=False, feedback=Feedback.PRIVATE,
    )  # fmt: skip
    answer = service.compose(
        Kind.ANSWER, author=ana, audience=organization_audience(), source="Me.", parent=question, at=LATER,
        source_ref="one:a", is_new=False,
    )  # fmt: skip
    on_answer = comments.comment(answer, by=ana, source="Or @ben.", at=LATER, source_ref="one:c", is_new=False)
    commit()
    return [question, answer, on_answer]


def at_once(question: Entry, answer: Entry, remark: Entry) -> list[Entry]:
    """The same, in bulk."""
    (question_id,) = compose_many(
        [
            PastEntry(
                kind=Kind.QUESTION, author_id=question.author_id, title="  Who knows the rota? ", source=SOURCE,
                tags=["Rota", "night shift", "rota"], at=AT, source_ref="many:q", feedback=Feedback.PRIVATE,
            )
        ]
    )  # fmt: skip
    (answer_id,) = compose_many(
        [PastEntry(kind=Kind.ANSWER, author_id=answer.author_id, source="Me.", parent_id=question_id, at=LATER,
                   source_ref="many:a")]
    )  # fmt: skip
    compose_many(
        [PastEntry(kind=Kind.COMMENT, author_id=remark.author_id, source="Or @ben.", parent_id=answer_id, at=LATER,
                   source_ref="many:c")]
    )  # fmt: skip
    commit()
    return [by_ref("many:q"), by_ref("many:a"), by_ref("many:c")]


def test_each_entry_is_the_one_that_compose_would_write(app: Flask) -> None:
    singles = one_by_one()

    together = at_once(*singles)

    assert [facts(entry) for entry in together] == [facts(entry) for entry in singles]


def test_each_entry_hangs_where_it_belongs(app: Flask) -> None:
    question, answer, remark = at_once(*one_by_one())

    assert [(e.parent_id, e.root_id, e.root_kind) for e in (question, answer, remark)] == [
        (None, None, None), (question.id, question.id, "question"), (answer.id, question.id, "question"),
    ]  # fmt: skip


def test_search_keeps_the_same_of_it(app: Flask) -> None:
    singles = one_by_one()

    together = at_once(*singles)

    assert [index_of(entry) for entry in together] == [index_of(entry) for entry in singles]


def test_it_bears_the_same_tags(app: Flask) -> None:
    question, *_rest = singles = one_by_one()

    together = at_once(*singles)

    assert tag_rows(together[0]) == tag_rows(question) == [("night-shift", AT), ("rota", AT)]


def test_tags_are_counted_once_for_each_entry(app: Flask) -> None:
    at_once(*one_by_one())

    session().expire_all()
    assert {tag.name: tag.use_count for tag in session().scalars(select(Tag))} == {"rota": 2, "night-shift": 2}


def test_what_only_one_person_reads_does_not_count_for_its_tags(app: Flask) -> None:
    ana = a_member()
    compose_many([past(ana.id, "x:1", tags=["rota"], audience_id=only(ana).id)])
    commit()

    assert session().scalars(select(Tag)).one().use_count == 0


def test_a_synonym_gives_the_tag_that_it_stands_for(app: Flask) -> None:
    ana = a_member()
    rota = Tag(name="rota")
    session().add_all([rota, Tag(name="roster", synonym_of=rota)])
    commit()

    compose_many([past(ana.id, "x:1", tags=["roster", "rota"])])

    assert by_ref("x:1").tag_names == ["rota"]


def test_what_hangs_below_a_withdrawn_entry_is_not_live_and_not_counted(app: Flask) -> None:
    post = an_entry()
    service.withdraw(post, by=post.author)
    commit()

    compose_many([past(post.author_id, "x:1", kind=Kind.COMMENT, parent_id=post.id)])

    session().refresh(post)
    assert (by_ref("x:1").is_live, post.comment_count) == (False, 0)


def test_what_hangs_below_has_the_audience_of_what_it_belongs_to(app: Flask) -> None:
    ana = a_member()
    post = an_entry(author=ana, audience=only(ana))

    compose_many([past(ana.id, "x:1", kind=Kind.COMMENT, parent_id=post.id, audience_id=ORGANIZATION_ID)])

    assert by_ref("x:1").audience_id == post.audience_id


def test_edits_and_scores_of_elsewhere_are_kept(app: Flask) -> None:
    compose_many([past(a_member().id, "x:1", edited_at=LATER, score=-3)])

    entry = by_ref("x:1")
    assert (entry.published_at, entry.edited_at, entry.changed_at, entry.score) == (AT, LATER, LATER, -3)


def test_nobody_is_told(app: Flask) -> None:
    compose_many([past(a_member().id, "x:1", source="@all")])
    commit()

    names = session().scalars(select(LoggedEvent.name)).all()
    assert EntryPublished.__name__ not in names


def test_members_who_write_afterwards_get_ids_of_their_own(app: Flask) -> None:
    ids = compose_many([past(a_member().id, f"x:{number}") for number in range(3)])
    commit()

    assert an_entry().id > max(ids)


@pytest.mark.parametrize(
    "too_much", [{"title": "x" * 201}, {"source": "x" * 100_001}, {"tags": [f"t{number}" for number in range(9)]}]
)
def test_what_a_form_would_refuse_is_refused_before_anything_is_written(app: Flask, too_much: dict[str, Any]) -> None:
    ana = a_member()

    with pytest.raises(Refused):
        compose_many([past(ana.id, "x:1"), past(ana.id, "x:2", **too_much)])

    assert session().scalars(select(Entry.id)).all() == []


def test_replies_to_comments_are_left_to_the_service(app: Flask) -> None:
    remark = a_comment(an_entry())

    with pytest.raises(ValueError, match="one by one"):
        compose_many([past(remark.author_id, "x:1", kind=Kind.COMMENT, parent_id=remark.id)])


def past(author_id: int, ref: str, kind: Kind = Kind.REFLECTION, source: str = "Words.", **more: Any) -> PastEntry:
    return PastEntry(kind=kind, author_id=author_id, source_ref=ref, at=AT, source=source, **more)
