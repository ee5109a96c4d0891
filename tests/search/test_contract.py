"""The contract: both engines find exactly the same, and what the words of a search say."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from community.entries import search_index
from tests.search.searching import a_document, found, have, matched, search

CORPUS = (
    a_document(1, title="How do I open a negotiation?", tags="negotiation sales", body="I never know how to begin."),
    a_document(2, title="Closing a deal", tags="sales", body="Ask what they need first. Negotiating is listening."),
    a_document(3, title="Salary talks", tags="time-management hr", body="Talk of the salary last, not first."),
    a_document(4, title="Keeping time", tags="time management", body="Plan the week. Management of time starts there."),
    a_document(5, title="C++ or C#?", tags="c++ c#", body="We moved from C++ to C# and .NET last year."),
    a_document(6, title="The C language", tags="c", body="Plain C, and a little NodeJS."),
    a_document(7, title="Reading node.js traces", body="The net result: read e-mail less. See http://example.net/a."),
    a_document(8, title="Verhandlungen führen", body="Die Häuser der Verhandlung stehen in der Straße.", language="de"),
    a_document(9, title="Verhandlung", body="Ein Gespräch über das Geld.", language="de-AT"),
    a_document(10, title="学习编程", body="我在这里学习Python编程。"),
    a_document(11, title="編集", body="習学 is the other way round."),
    a_document(12, title="To be or not to be", body="That is the question, said the employee's coach."),
    a_document(13, title="café résumé naïve", body="Employees' first offer"),
    a_document(14, body="The first **offer** is an anchor; __anchors__ stay."),
    a_document(15, title="first", tags="offer", body="anchor"),
    a_document(16, body="an offer first, I don't know"),
    a_document(17, title="Rates", body="rat"),
    a_document(18),
)

QUERIES: tuple[tuple[str, set[int]], ...] = (
    # one word, in all its forms
    ("negotiation", {1, 2}),
    ("NEGOTIATIONS", {1, 2}),
    ("negotiating", {1, 2}),
    ("verhandlung", {8, 9}),
    ("Verhandlungen", {8, 9}),
    ("haus", {8}),
    ("häuser", {8}),
    ("STRASSE", {8}),
    ("cafe", {13}),
    ("résumé", {13}),
    ("employee", {12, 13}),
    ("rate", {17}),
    ("rat", {17}),
    ("anchors", {14, 15}),
    ("nothinglikethis", set()),
    # words by themselves and together
    ("salary last", {3}),
    ("salary closing", set()),
    ("how do I negotiate?", {1, 2}),
    ("to be or not to be", {12}),
    ("the", {3, 4, 6, 7, 11, 12, 14}),
    ("not", {3, 12}),
    # names of technology
    ("c++", {5}),
    ("C#", {5}),
    (".net", {5}),
    ("net", {7}),
    ("c", {6}),
    ("node.js", {6, 7}),
    ("nodejs", {6, 7}),
    # words joined by marks stand together
    ("time-management", {3}),
    ("management-time", set()),
    ("e-mail", {7}),
    ("example.net/a", {7}),
    ("don't", {16}),
    ("sales,listening", {2}),
    # phrases, exactly as written
    ('"first offer"', {13, 14}),
    ('"offer first"', {16}),
    ('"first offers"', set()),
    ('"negotiation"', {1}),
    ('"negotiating"', {2}),
    ('"to be or not to be"', {12}),
    ('"time management"', {3}),
    ('"sales ask"', set()),
    ("“first offer”", {13, 14}),
    ('"first offer', {13, 14, 15, 16}),
    # open ends
    ("negot*", {1, 2}),
    ("negotiati*", {1, 2}),
    ("negotiatio*", {1}),
    ("verhandl*", {8, 9}),
    ("time-manag*", {3}),
    ("xyz*", set()),
    # and, or, not
    ("salary OR closing", {2, 3}),
    ("salary AND closing", set()),
    ("salary OR closing sales", {2}),
    ("(salary OR closing) first", {2, 3}),
    ("sales -closing", {1}),
    ("sales NOT closing", {1}),
    ("first -salary -need", {13, 14, 15, 16}),
    ("first -(salary OR need)", {13, 14, 15, 16}),
    ('first -"first offer"', {2, 3, 15, 16}),
    ("-the -a -first -c -rate", {5, 8, 9, 10, 18}),
    ("NOT (the OR first OR a OR c OR rate)", {5, 8, 9, 10, 18}),
    ("salary OR NOT (the OR first OR a OR c OR rate)", {3, 5, 8, 9, 10, 18}),
    ("verhandlung OR -(the OR first OR a OR c OR rate)", {5, 8, 9, 10, 18}),
    ('"first offer" OR negotiation', {1, 2, 13, 14}),
    ('"first offer" anchor', {14}),
    ('"first offer" OR negot* -closing', {13, 14, 1}),
    ('(negotiation -"how do") OR "first offer" OR -(the OR first OR a OR c OR rate)', {2, 5, 8, 9, 10, 13, 14, 18}),
    ('-"first offer" -anchor first', {2, 3, 16}),
    ("NOT NOT salary", {3}),
    ("-(-salary)", {3}),
    # in the title
    ("title:negotiation", {1}),
    ("title:first", {15}),
    ("title:clos*", {2}),
    ('title:"a deal"', {2}),
    ('title:"deal a"', set()),
    ("title:(salary OR closing)", {2, 3}),
    ("-title:first offer", {13, 14, 16}),
    ("title:编", {10}),
    # scripts without spaces
    ("学习", {10}),
    ("习", {10}),
    ("编程", {10}),
    ("程编", set()),
    ("学 程", {10}),
    ("python", {10}),
    ("學習", set()),
    # Markdown's marks are no words
    ("bold", set()),
    ("**offer**", {13, 14, 15, 16}),
    ("__anchors__", {14, 15}),
    # nothing to look for
    ("", set()),
    ("???", set()),
    ("()", set()),
    ('""', set()),
)


@pytest.fixture
def corpus(connection: Connection) -> Connection:
    """The index with the documents of the contract."""
    have(connection, *CORPUS)
    return connection


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_search_finds_exactly(corpus: Connection, query: str, expected: set[int]) -> None:
    assert set(found(corpus, query)) == expected


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
def test_the_criterion_without_rank_finds_the_same(corpus: Connection, query: str, expected: set[int]) -> None:
    assert matched(corpus, query) == expected


ANY_WORD: tuple[tuple[str, set[int]], ...] = (
    ("how do I close a salary negotiation", {1, 2, 3}),
    ("salary nothinglikethis", {3}),
    ("salary closing -first", set()),
    ("sales time -closing", {1, 3, 4}),
    ('"first offer" salary', {3, 13, 14}),
    ("我想学习编程吗", {10}),
    ("salary", {3}),
)


@pytest.mark.parametrize(("query", "expected"), ANY_WORD)
def test_a_search_for_any_of_its_words_finds(corpus: Connection, query: str, expected: set[int]) -> None:
    assert set(found(corpus, search(query).for_any_word())) == expected


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("negotiation", 1, 2),  # title and tag before body
        ("first", 15, 3),  # title before body
        ("sales negotiating", 1, 2),
    ],
)
def test_what_fits_better_comes_first(corpus: Connection, query: str, better: int, worse: int) -> None:
    order = found(corpus, query)

    assert order.index(better) < order.index(worse)


def test_a_rare_word_says_more_than_a_usual_one(connection: Connection) -> None:
    usual = [a_document(number, "meeting notes of the week") for number in range(1, 60)]
    have(connection, *usual, a_document(60, "barter in the office"), a_document(61, "meeting in the office"))
    search_index.settle(connection)

    assert found(connection, search("meeting barter").for_any_word())[0] == 60
