"""How a word goes on, drawn from what the viewer may see."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from community.search.completions import completions
from tests.search.searching import a_document, have, seen_by, show


@pytest.fixture
def corpus(connection: Connection) -> Connection:
    """Entries of which Ana may see all but the last."""
    have(
        connection,
        a_document(1, "negotiation", title="Negotiation", tags="negotiation"),
        a_document(2, "A negotiation and a negotiator"),
        a_document(3, "Negotiators and Häuser in C++", tags="neglect"),
        a_document(4, "negative", title="negotiable"),
    )
    show(connection, "ana", [1, 2, 3])
    return connection


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("neg", ["negotiation", "neglect", "negotiator", "negotiators"]),
        ("NEGO", ["negotiation", "negotiator", "negotiators"]),
        ("a salary nego", ["negotiation", "negotiator", "negotiators"]),
        ("negotiator", ["negotiators"]),
        ("hau", ["häuser"]),
        ("hä", ["häuser"]),
        ("cplus", ["c++"]),
        ("n", []),
        ("neg ", []),
        ("xyz", []),
        ("", []),
    ],
)
def test_a_word_goes_on_as_in_what_the_viewer_may_see(corpus: Connection, typed: str, expected: list[str]) -> None:
    assert completions(corpus, typed, seen_by("ana")) == expected


def test_who_sees_nothing_is_offered_nothing(corpus: Connection) -> None:
    assert completions(corpus, "neg", seen_by("ben")) == []


def test_no_more_are_offered_than_asked_for(corpus: Connection) -> None:
    assert completions(corpus, "neg", seen_by("ana"), limit=1) == ["negotiation"]
