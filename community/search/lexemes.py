"""What the index holds for a leaf of the tree: the same on both engines."""

from __future__ import annotations

from community.entries.search_index import exact_lexeme, stem_lexemes
from community.kernel.terms import LANGUAGES
from community.search.tree import Leaf, Words

Sequence = tuple[str, ...]


def alternatives(leaf: Leaf) -> list[Sequence]:
    """The sequences of lexemes of which a document has one where it matches `leaf`.

    A word may stand in a text of any language, and each text is kept by the stems of its own; so a word has
    an alternative for each language. What is looked for as it was written has only one.
    """
    words = [token.text for token in leaf.tokens]
    if isinstance(leaf, Words):
        return list(dict.fromkeys(tuple(stem_lexemes(words, language)) for language in LANGUAGES))
    return [tuple(exact_lexeme(word) for word in words)]
