"""What is understood of a search besides its words, and what is said of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from community.search import notices, tree
from community.search.filters import Filters
from community.search.language import LONGEST, MOST_ALTERNATIVES, plain_words
from community.search.notices import About, Notice
from tests.search.searching import search


def words(*texts: str) -> set[str]:
    """The words of a search as a set."""
    return set(texts)


def looked_for(node: tree.Node | None) -> set[str]:
    """Every word that a match may contain."""
    return {token.text for leaf in tree.wanted_leaves(node) for token in leaf.tokens}


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("kind:question", Filters(kinds=frozenset({"question"}))),
        ("kind:Questions", Filters(kinds=frozenset({"question"}))),
        ("KIND:question kind:answer", Filters(kinds=frozenset({"question", "answer"}))),
        ("kind:question OR kind:answer", Filters(kinds=frozenset({"question", "answer"}))),
        ("kind:(question OR answer)", Filters(kinds=frozenset({"question", "answer"}))),
        ("kind:question,answer", Filters(kinds=frozenset({"question", "answer"}))),
        ("-kind:comment", Filters(without_kinds=frozenset({"comment"}))),
        ("NOT kind:comment", Filters(without_kinds=frozenset({"comment"}))),
        ("-(kind:comment OR kind:answer)", Filters(without_kinds=frozenset({"comment", "answer"}))),
        ("tag:sales", Filters(tags=(frozenset({"sales"}),))),
        ("tag:sales tag:hr", Filters(tags=(frozenset({"sales"}), frozenset({"hr"})))),
        ("tag:sales OR tag:hr", Filters(tags=(frozenset({"sales", "hr"}),))),
        ('tag:"Time Management"', Filters(tags=(frozenset({"time-management"}),))),
        ("tag:c++", Filters(tags=(frozenset({"c++"}),))),
        ("-tag:sales", Filters(without_tags=frozenset({"sales"}))),
        ("author:@ana", Filters(authors=frozenset({"ana"}))),
        ('author:"Ana Ruiz"', Filters(authors=frozenset({"Ana Ruiz"}))),
        ("-author:ana", Filters(without_authors=frozenset({"ana"}))),
        ("program:leading", Filters(programs=frozenset({"leading"}))),
        ("-program:leading", Filters(without_programs=frozenset({"leading"}))),
        ("is:answered", Filters(answered=True)),
        ("is:unanswered", Filters(answered=False)),
        ("-is:answered", Filters(answered=False)),
        ("date:2026-01..2026-06", Filters(since=date(2026, 1, 1), before=date(2026, 7, 1))),
        ("created:[2026-01 TO 2026-06]", Filters(since=date(2026, 1, 1), before=date(2026, 7, 1))),
        ("date:>2026-01", Filters(since=date(2026, 2, 1))),
        ("date:>=2026-01 date:<2026-03", Filters(since=date(2026, 1, 1), before=date(2026, 3, 1))),
        ('date:"last week"', Filters(since=date(2026, 11, 9), before=date(2026, 11, 16))),
        ("date:2024 OR date:2026", Filters(since=date(2024, 1, 1), before=date(2027, 1, 1))),
        ("date:>2024 OR date:2020", Filters(since=date(2020, 1, 1))),
    ],
)
def test_a_search_without_words_has_these_filters(query: str, filters: Filters) -> None:
    parsed = search(query)

    assert parsed.filters == filters
    assert parsed.tree is None
    assert parsed.notices == ()


def test_filters_stand_beside_words() -> None:
    parsed = search("kind:question how to negotiate tag:sales -salary")

    assert parsed.filters == Filters(kinds=frozenset({"question"}), tags=(frozenset({"sales"}),))
    assert looked_for(parsed.tree) == words("negotiate")


def test_no_filter_is_false() -> None:
    assert not search("negotiation").filters
    assert search("is:answered").filters


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("http://example.net", words("http", "example", "net")),
        ("note:this", words("note", "this")),
        ("at 10:30:45", words("10", "30", "45")),
        ("a:b:c", words("a", "b", "c")),
        ("mankind:people", words("mankind", "people")),
        ("kind: question", words("kind", "question")),
        ("tag:", words("tag")),
        ("[first TO last]", words("first", "last")),
        ("f(x)", words("f", "x")),
        ("- dash -- dashes", words("dash", "dashes")),
        ("+salary +offer", words("salary", "offer")),
        ("AND first OR", words("first")),
        ("what*ever", words("what", "ever")),
        ("word^2 fuzzy~1", words("word", "2", "fuzzy", "1")),
    ],
)
def test_what_is_no_syntax_is_words(query: str, expected: set[str]) -> None:
    assert looked_for(search(query).tree) == expected


@pytest.mark.parametrize(
    ("query", "language", "expected"),
    [
        ("how do I ask for a raise", "en", words("ask", "raise")),
        ("wie frage ich nach mehr Gehalt", "de", words("frage", "mehr", "gehalt")),
        ("die hard", "en", words("die", "hard")),
        ("what is it", "en", words("what", "is", "it")),
        ("the -salary", "en", words("the")),
        ('"the" salary', "en", words("the", "salary")),
    ],
)
def test_stop_words_are_left_out_where_something_else_remains(query: str, language: str, expected: set[str]) -> None:
    assert looked_for(search(query, language).tree) == expected


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("kind:essay", Notice(About.KIND, "essay")),
        ("date:someday", Notice(About.DATE, "someday")),
        ("is:funny", Notice(About.STATE, "funny")),
        ("-date:2026", Notice(About.EXCLUDED_DATE, "2026")),
        ("tag:sales OR salary", Notice(About.WHOLE_SEARCH, "tag:sales")),
        ("-(tag:sales salary)", Notice(About.WHOLE_SEARCH, "tag:sales")),
        ("a*", Notice(About.OPEN_ENDS, "a")),
        ("aa* bb* cc* dd* ee*", Notice(About.OPEN_ENDS, "ee")),
        ("???", Notice(About.NO_WORDS)),
        ("word " * 200, Notice(About.SHORTENED)),
        (" ".join(f"word{number}" for number in range(60)), Notice(About.SHORTENED)),
        ("(" * 30 + "deep" + ")" * 30, Notice(About.UNGROUPED)),
    ],
)
def test_what_is_not_taken_as_written_is_said(query: str, notice: Notice) -> None:
    assert search(query).notices == (notice,)


def test_a_filter_beside_or_holds_for_the_whole_search() -> None:
    parsed = search("tag:sales OR salary")

    assert parsed.filters == Filters(tags=(frozenset({"sales"}),))
    assert looked_for(parsed.tree) == words("salary")


def test_what_whoosh_cannot_read_is_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RecursionError

    monkeypatch.setattr("whoosh.qparser.default.QueryParser.process", fail)
    parsed = search("kind:question (salary")

    assert looked_for(parsed.tree) == words("kind", "question", "salary")
    assert parsed.notices == (Notice(About.UNREADABLE),)


def test_a_long_search_ends_with_a_whole_word() -> None:
    parsed = search("negotiation " * 100)

    assert len(parsed.text) <= LONGEST
    assert looked_for(parsed.tree) == words("negotiation")


def test_what_cannot_be_shown_is_not_in_the_text() -> None:
    assert search("a\x00b\n\ud800“c”").text == 'a b  "c"'


def test_places_in_the_tree_are_places_in_the_text() -> None:
    parsed = search('  kind:question  salary "first\toffer" title:(clos* OR häuser)')

    tokens = [token for leaf in tree.wanted_leaves(parsed.tree) for token in leaf.tokens]

    assert [parsed.text[token.start : token.end] for token in tokens] == ["salary", "first", "offer", "clos", "häuser"]


def test_plain_words_know_no_syntax() -> None:
    parsed = plain_words("How do I ask -politely- for kind:question OR 'answers'?")

    assert looked_for(parsed.tree) == words("ask", "politely", "kind", "question", "answers")
    assert parsed.filters == Filters()


def test_a_search_for_any_word_keeps_what_is_not_wanted() -> None:
    loose = search("salary closing -first").for_any_word()

    assert isinstance(loose.tree, tree.All)
    assert isinstance(loose.tree.parts[0], tree.AnyOf)
    assert isinstance(loose.tree.parts[1], tree.Not)


def test_a_search_for_any_word_is_bounded() -> None:
    loose = plain_words(" ".join(f"word{number}" for number in range(60))).for_any_word()

    assert len(looked_for(loose.tree)) == MOST_ALTERNATIVES


def test_nothing_stays_nothing_for_any_word() -> None:
    assert search("").for_any_word().tree is None


def test_every_notice_has_a_sentence() -> None:
    subject = "100 % sure"

    sentences = [notices.sentence(Notice(about, subject)) for about in About]

    assert all(sentence.endswith((".", "?")) for sentence in sentences)
    assert sum(subject in sentence for sentence in sentences) == 6
