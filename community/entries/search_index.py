"""The search documents of entries: where their words are kept, on SQLite and on PostgreSQL.

Both engines get the same lexemes from the same tokenizer and never split or stem by themselves: each word
is kept as its stem (`negoti`; `de_verhandl` in a German text) and once more as written (`=negotiation`), for
phrases and for words whose end is left open. SQLite keeps them in a table of FTS5, PostgreSQL in two columns
of the type `tsvector`, of which most searches read the first alone.
The words of all documents, each once, are the vocabulary from which corrections and completions are drawn;
it names no document, so whoever shows a word of it asks first whether the reader may see one that has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from community.entries import commonness
from community.kernel import terms

WEIGHTS: Final = {"title": 2.0, "tags": 1.5, "body": 1.0}
"""How much more a word says in one part of a document than in another, for ranking on both engines."""

LABELS: Final = {"title": "A", "tags": "B", "body": "C"}
"""PostgreSQL's names for the parts of a document."""

EVERYTHING: Final = "="
"""A lexeme that each document has on SQLite, whose query language cannot say "all but"."""

_BREAK = "_"
_LONGEST = {"title": 300, "tags": 300, "body": 15_000}  # together below the last place a tsvector can name
_LARGEST = 400_000  # bytes of a text that are read: both forms of its words then fit into one tsvector
_PLACES = 255  # PostgreSQL keeps no more of one lexeme; a phrase is not found where one of its words is past that
_ROWS_AT_ONCE = 500
_TABLES = {"entry_search", "search_term"}


@dataclass(frozen=True, slots=True)
class Document:
    """What the index keeps of one entry.

    Attributes:
        entry_id: whose words these are.
        title: the title as plain text.
        tags: the tags; a phrase never reaches from one into the next.
        body: the text without its markup.
        language: the language by whose endings words are alike ("en", "de", "de-AT"); English if unknown.
    """

    entry_id: int
    title: str
    tags: Sequence[str]
    body: str
    language: str = terms.DEFAULT_LANGUAGE


def stem_lexemes(words: list[str], language: str) -> list[str]:
    """The lexemes by which `words` of a text in `language` are found in all their forms."""
    code = terms.language_of(language)
    mark = "" if code == terms.DEFAULT_LANGUAGE else f"{code}_"
    return [mark + stem for stem in terms.stems(words, code)]


def exact_lexeme(word: str) -> str:
    """The lexeme by which `word` is found as it is written."""
    return "=" + word


def create(connection: Connection) -> None:
    """Make the tables of the index, empty; for migrations and tests."""
    for statement in _DEFINITIONS[connection.dialect.name]:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Remove the tables of the index with all that is in them."""
    for table in sorted(_TABLES):
        connection.execute(text(f"DROP TABLE IF EXISTS {table}"))


def owns_table(name: str) -> bool:
    """Whether the table `name` is the index's own, so that no model describes it."""
    return name in _TABLES or name.startswith("entry_search_")


def put(connection: Connection, document: Document) -> None:
    """Make `document` findable in the transaction of `connection`, in place of what was kept of its entry."""
    put_many(connection, [document])


def put_many(connection: Connection, documents: Iterable[Document]) -> None:
    """Make many documents findable; the last one of an entry counts."""
    on_sqlite = connection.dialect.name == "sqlite"
    write, learn = (_write_sqlite, _learn_sqlite) if on_sqlite else (_write_postgresql, _learn_postgresql)
    remaining = iter(documents)
    while chunk := list(islice(remaining, _ROWS_AT_ONCE)):
        latest = {document.entry_id: document for document in chunk}
        parsed = [_parse(document) for document in latest.values()]
        write(connection, parsed)
        if spellings := {word: spelled for each in parsed for word, spelled in each.spellings.items()}:
            learn(connection, spellings)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Forget the documents of the entries `ids`; ids without a document are no mistake."""
    key = "rowid" if connection.dialect.name == "sqlite" else "entry_id"
    statement = text(f"DELETE FROM entry_search WHERE {key} = :id")  # noqa: S608 (the name is ours)
    if rows := [{"id": entry_id} for entry_id in ids]:
        connection.execute(statement, rows)


def clear(connection: Connection) -> None:
    """Forget all documents and the vocabulary; the command that rebuilds the index begins with it."""
    for table in sorted(_TABLES):
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 (the name is ours)


def settle(connection: Connection) -> None:
    """Make searching quick again after very many documents were put at once; an import ends with it."""
    for statement in _SETTLING[connection.dialect.name]:
        connection.execute(text(statement))
    commonness.forget()


class _Segment(NamedTuple):
    """Words that stand next to each other, each as written and as its stem."""

    exact: list[str]
    stems: list[str]


class _Words(NamedTuple):
    """All words of one document, and how those that are fit to be suggested are spelled."""

    entry_id: int
    parts: dict[str, list[_Segment]]
    spellings: dict[str, str]


def _parse(document: Document) -> _Words:
    spellings: dict[str, str] = {}
    texts = {"title": [document.title], "tags": document.tags, "body": [document.body]}
    parts = {part: _segments(part, found, document.language, spellings) for part, found in texts.items()}
    return _Words(document.entry_id, parts, spellings)


def _segments(part: str, texts: Sequence[str], language: str, spellings: dict[str, str]) -> list[_Segment]:
    room = _LONGEST[part]
    segments = []
    for written in texts:
        found = _that_fit(list(islice(terms.tokens(written), room)))
        room -= len(found)
        written_as = {t.text: written[t.start : t.end] for t in found}
        spellings.update((w, terms.spelling(at)) for w, at in written_as.items() if _can_be_suggested(w))
        words = [token.text for token in found]
        segments.append(_Segment([exact_lexeme(word) for word in words], stem_lexemes(words, language)))
    return segments


def _that_fit(found: list[terms.Token]) -> list[terms.Token]:
    sizes = accumulate(len(t.text) if t.text.isascii() else 4 * len(t.text) for t in found)
    return [token for token, size in zip(found, sizes, strict=True) if size <= _LARGEST]


def _can_be_suggested(word: str) -> bool:
    return 3 <= len(word) <= 30 and word.isalpha()


def _write_sqlite(connection: Connection, documents: list[_Words]) -> None:
    rows = [{"id": d.entry_id, **{part: _running(segments) for part, segments in d.parts.items()}} for d in documents]
    connection.execute(_REPLACE, rows)


def _running(segments: list[_Segment]) -> str:
    """The lexemes of one part as running text; a break keeps phrases from crossing between segments."""
    lexemes = chain.from_iterable(chain(s.stems, [_BREAK], s.exact, [_BREAK]) for s in segments)
    return " ".join(chain([EVERYTHING], lexemes))


def _write_postgresql(connection: Connection, documents: list[_Words]) -> None:
    columns = {
        "ids": [str(d.entry_id) for d in documents],
        "documents": [_vector(d.parts, lambda segment: segment.stems) for d in documents],
        "exacts": [_vector(d.parts, lambda segment: segment.exact) for d in documents],
    }
    connection.execute(_UPSERT, {name: "\n".join(column) for name, column in columns.items()})


def _vector(parts: dict[str, list[_Segment]], form: Callable[[_Segment], list[str]]) -> str:
    """The text of a `tsvector` that holds one form of the words, each with its places and its part's label."""
    places: dict[str, list[str]] = {}
    first = 1
    for part, segments in parts.items():
        for segment in segments:
            lexemes = form(segment)
            for place, lexeme in enumerate(lexemes, start=first):
                places.setdefault(lexeme, []).append(f"{place}{LABELS[part]}")
            first += len(lexemes) + 1
    return " ".join(f"'{lexeme}':{','.join(at[:_PLACES])}" for lexeme, at in places.items())


def _learn_sqlite(connection: Connection, spellings: dict[str, str]) -> None:
    new = [(term, term[::-1], spelling) for term, spelling in sorted(spellings.items())]
    connection.execute(_LEARN_SQLITE, {"new": json.dumps(new)})


def _learn_postgresql(connection: Connection, spellings: dict[str, str]) -> None:
    new = sorted(spellings)
    columns = {"terms": new, "backward": [t[::-1] for t in new], "spellings": [spellings[t] for t in new]}
    connection.execute(_LEARN_POSTGRESQL, {name: " ".join(column) for name, column in columns.items()})


_DEFINITIONS: Final = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE entry_search USING fts5(title, tags, body, tokenize="ascii tokenchars '=_'")
        """,
        """
        CREATE TABLE search_term (term TEXT PRIMARY KEY, backward TEXT NOT NULL, spelling TEXT NOT NULL)
        WITHOUT ROWID
        """,
        "CREATE INDEX ix_search_term_backward ON search_term (backward)",
    ),
    "postgresql": (
        # The vectors lie beside the table, so that finding and counting read its few pages alone.
        """
        CREATE TABLE entry_search (
            entry_id INTEGER PRIMARY KEY, document tsvector NOT NULL, exact tsvector NOT NULL
        ) WITH (toast_tuple_target = 128)
        """,
        "ALTER TABLE entry_search ALTER document SET STORAGE EXTERNAL, ALTER exact SET STORAGE EXTERNAL",
        "CREATE INDEX ix_entry_search_document ON entry_search USING gin (document)",
        "CREATE INDEX ix_entry_search_exact ON entry_search USING gin (exact)",
        # An index of whole vectors does not know where a word stands, so that each document would be looked into.
        "CREATE INDEX ix_entry_search_title_document ON entry_search USING gin (ts_filter(document, '{a}'))",
        "CREATE INDEX ix_entry_search_title_exact ON entry_search USING gin (ts_filter(exact, '{a}'))",
        # Not unique: two who write at once would wait for each other's new words, and might wait in a circle.
        """
        CREATE TABLE search_term (
            term TEXT COLLATE "C" NOT NULL, backward TEXT COLLATE "C" NOT NULL, spelling TEXT NOT NULL
        )
        """,
        "CREATE INDEX ix_search_term_term ON search_term (term)",
        "CREATE INDEX ix_search_term_backward ON search_term (backward)",
    ),
}

_SETTLING: Final = {
    "sqlite": ("INSERT INTO entry_search (entry_search) VALUES ('optimize')", "ANALYZE search_term"),
    "postgresql": (
        "SELECT gin_clean_pending_list('ix_entry_search_document')",
        "SELECT gin_clean_pending_list('ix_entry_search_exact')",
        "SELECT gin_clean_pending_list('ix_entry_search_title_document')",
        "SELECT gin_clean_pending_list('ix_entry_search_title_exact')",
        "ANALYZE entry_search",
        "ANALYZE search_term",
    ),
}

_REPLACE = text("INSERT OR REPLACE INTO entry_search (rowid, title, tags, body) VALUES (:id, :title, :tags, :body)")
# The lists travel as text split by the database: the driver's own arrays cost more than the insertion.
_UPSERT = text(
    "INSERT INTO entry_search (entry_id, document, exact)"
    " SELECT CAST(id AS INTEGER), CAST(coalesce(document, '') AS tsvector), CAST(coalesce(exact, '') AS tsvector)"
    " FROM unnest(string_to_array(:ids, chr(10)), string_to_array(:documents, chr(10)),"
    " string_to_array(:exacts, chr(10))) AS given (id, document, exact)"
    " ON CONFLICT (entry_id) DO UPDATE SET document = excluded.document, exact = excluded.exact"
)
_LEARN_SQLITE = text(
    "INSERT OR IGNORE INTO search_term (term, backward, spelling)"
    " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')"
    " FROM json_each(:new)"
)
_LEARN_POSTGRESQL = text(
    "INSERT INTO search_term (term, backward, spelling)"
    " SELECT term, backward, spelling"
    " FROM unnest(string_to_array(:terms, ' '), string_to_array(:backward, ' '),"
    " string_to_array(:spellings, ' ')) AS new (term, backward, spelling)"
    " WHERE NOT EXISTS (SELECT 1 FROM search_term AS known WHERE known.term = new.term)"
)
