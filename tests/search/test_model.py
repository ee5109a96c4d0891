"""Both engines against a plain model of what a search means, on documents and searches made by chance."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from community.entries.search_index import Document
from community.kernel import terms
from community.search.language import Parsed
from community.search.tree import All, AnyOf, Leaf, Node, Not, Phrase, Prefix, Scope, Words
from tests.search.searching import found, have, matched

VOCABULARY = (
    "offer", "offers", "offered", "first", "the", "c++", "node.js", "e-mail", "time-management", "time", "management",
    "学习", "习学", "häuser", "haus", "hauser", "negotiation", "negotiate", "verhandlung", "verhandlungen", "don't",
    "½",
)  # fmt: skip

some_words = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
documents = st.lists(
    st.builds(
        Document,
        entry_id=st.just(0),
        title=some_words,
        tags=st.lists(st.sampled_from(VOCABULARY), max_size=3),
        body=some_words,
        language=st.sampled_from(["en", "de"]),
    ),
    min_size=1,
    max_size=8,
)
tokens = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=2).map(
    lambda written: tuple(terms.tokens(" ".join(written)))
)
where = st.sampled_from(Scope)
leaves: st.SearchStrategy[Node] = (
    st.builds(Words, tokens, where) | st.builds(Phrase, tokens, where) | st.builds(Prefix, tokens, where)
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(All, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, min_size=2, max_size=3).map(tuple)),
        st.builds(Not, parts),
    ),
    max_leaves=6,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(documents, trees)
def test_a_search_finds_what_the_model_says(database: Engine, corpus: list[Document], tree: Node) -> None:
    numbered = [
        Document(number, each.title, each.tags, each.body, each.language) for number, each in enumerate(corpus, start=1)
    ]
    expected = {each.entry_id for each in numbered if meets(each, tree)}

    with database.connect() as connection:
        have(connection, *numbered)
        assert set(found(connection, Parsed("", tree))) == expected
        assert matched(connection, Parsed("", tree)) == expected
        connection.rollback()


def meets(document: Document, tree: Node) -> bool:
    """Whether `document` is what `tree` asks for, by the plainest reading."""
    if isinstance(tree, All):
        return all(meets(document, part) for part in tree.parts)
    if isinstance(tree, AnyOf):
        return any(meets(document, part) for part in tree.parts)
    if isinstance(tree, Not):
        return not meets(document, tree.part)
    everywhere = [document.title, *document.tags, document.body]
    return any(stands_in(text, tree, document.language) for text in everywhere[: 1 if tree.scope == "title" else None])


def stands_in(text: str, leaf: Leaf, language: str) -> bool:
    """Whether the words of `leaf` stand next to each other in `text`."""
    written, asked = terms.words(text), [token.text for token in leaf.tokens]
    if isinstance(leaf, Words):
        written, asked = terms.stems(written, language), terms.stems(asked, language)
    stretches = [written[place : place + len(asked)] for place in range(len(written) - len(asked) + 1)]
    if isinstance(leaf, Prefix):
        return any(each[:-1] == asked[:-1] and each[-1].startswith(asked[-1]) for each in stretches)
    return asked in stretches
