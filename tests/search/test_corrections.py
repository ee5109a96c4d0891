"""What may have been meant, said only with words that the viewer may see."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, event

from community.search.corrections import corrected
from community.search.snippets import Segment
from tests.search.searching import a_document, have, search, seen_by, show


@pytest.fixture
def corpus(connection: Connection) -> Connection:
    """Entries of which Ana may see the first ones, and Ben one more."""
    have(
        connection,
        a_document(1, "The negotiation of a salary", title="Negotiation"),
        a_document(2, "A negotiation begins with listening; the salary comes last"),
        a_document(3, "Celery is a vegetable, and a sale is a sale"),
        a_document(4, "Die Häuser am See", language="de"),
        a_document(5, "We moved to C++, node.js and kubernetes"),
        a_document(6, "The takeover of Brightwater", title="brightwater"),
    )
    show(connection, "ana", [1, 2, 3, 4, 5])
    show(connection, "ben", [])
    return connection


def better(connection: Connection, text: str, viewer: str = "ana") -> str | None:
    """The corrected text for a viewer."""
    correction = corrected(connection, search(text), seen_by(viewer))
    return correction.text if correction else None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("negotation", "negotiation"),
        ("negotiatoin", "negotiation"),
        ("negotition", "negotiation"),
        ("engotiation", "negotiation"),
        ("negotiationn", "negotiation"),
        ("kubrnetes", "kubernetes"),
        ("cubernates", "kubernetes"),
        ("salry", "salary"),
        ("listning", "listening"),
        ("hauserr", "häuser"),
        ("Salry kind:question", "salary kind:question"),
        ("kind:question salry -lats", "kind:question salary -lats"),
        ("(salry OR listning) begins", "(salary OR listening) begins"),
        ("negotation-salry", "negotiation-salary"),
        ("title:negotation", "title:negotiation"),
    ],
)
def test_a_misspelled_word_is_corrected_in_its_place(corpus: Connection, typed: str, meant: str) -> None:
    assert better(corpus, typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "negotiation",
        "negotiations",  # another form of a word that is there
        "SALARY",
        "kubernets",  # by its ending
        "xyzzy",
        '"salry"',  # quoted: wanted as written
        "salr*",
        "-salry",
        "ab",
        "2025",
        "kind:question",
        "",
        "???",
    ],
)
def test_what_is_there_or_unlike_anything_is_left_as_it_is(corpus: Connection, typed: str) -> None:
    assert better(corpus, typed) is None


def test_the_nearer_word_wins_over_the_more_frequent_one(connection: Connection) -> None:
    have(connection, a_document(1, "celery"), *(a_document(number, "salary") for number in range(2, 9)))
    show(connection, "ana", range(1, 9))

    assert better(connection, "selery") == "celery"


def test_of_equally_near_words_the_more_frequent_one_wins(connection: Connection) -> None:
    have(connection, a_document(1, "cart"), a_document(2, "card"), a_document(3, "card"))
    show(connection, "ana", [1, 2, 3])

    assert better(connection, "carx") == "card"


def test_a_word_that_the_viewer_may_not_see_is_never_proposed(corpus: Connection) -> None:
    assert better(corpus, "brightwatr") is None


def test_a_word_that_the_viewer_may_not_see_does_not_count_as_known(connection: Connection) -> None:
    have(connection, a_document(1, "salery"), a_document(2, "salary"))
    show(connection, "ana", [2])

    assert better(connection, "salery") == "salary"


def test_hidden_entries_do_not_weigh(connection: Connection) -> None:
    have(connection, a_document(1, "cart"), *(a_document(number, "card") for number in range(2, 9)))
    have(connection, a_document(9, "cart"))
    show(connection, "ana", [1, 2, 9])

    assert better(connection, "carx") == "cart"


def test_who_sees_nothing_is_told_nothing(corpus: Connection) -> None:
    assert better(corpus, "negotation", viewer="ben") is None


def test_what_was_changed_is_marked(corpus: Connection) -> None:
    correction = corrected(corpus, search("the salry talks"), seen_by("ana"))

    assert correction is not None
    assert correction.segments == (Segment("the ", False), Segment("salary", True), Segment(" talks", False))


def test_a_correction_takes_three_statements(corpus: Connection) -> None:
    statements: list[str] = []

    def count(*given: object) -> None:
        statements.append(str(given[2]))

    event.listen(corpus, "before_cursor_execute", count)
    better(corpus, "negotation salry listning")

    assert len(statements) == 3
