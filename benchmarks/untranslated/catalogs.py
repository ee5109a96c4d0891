"""The catalogs: brought up to date with the source, and looked over for what is missing or broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from benchmarks.untranslated import source
from community.config import LANGUAGES
from community.kernel.catalogs import catalog_of

TRANSLATED = [language for language in LANGUAGES if language != "en"]
HEAD = "# How to translate, and the words to use: docs/translating.md. Written anew by `make catalogs`."

_placeholder = re.compile(r"%(?:\(\w+\)[ds])?|\{\w+\}|</?\w+[^>]*>")


def update(language: str) -> None:
    """Take new texts of the source into a catalog, and leave out those that are gone; nothing is guessed."""
    path = catalog_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    written = _read(path, language) if path.is_file() else Catalog(locale=language)
    template = source.catalog()
    template.creation_date = written.creation_date
    written.update(template, no_fuzzy_matching=True)
    written.header_comment, written.fuzzy = HEAD, False
    written.project, written.version = "Commonplace", ""
    with path.open("wb") as file:
        write_po(file, written, width=0, sort_by_file=True, ignore_obsolete=True, include_lineno=False)


def untranslated(language: str) -> Iterator[str]:
    """What is missing or broken in a catalog, one line for each text."""
    path = catalog_of(language)
    written = _read(path, language) if path.is_file() else Catalog(locale=language)
    for message in source.catalog():
        if message.id:
            found = written.get(_first(message), message.context)
            fault = "is not in the catalog" if found is None else _fault(found)
            if fault:
                yield f"{language}: {_first(message)!r} {fault}"


def _fault(message: Message) -> str:
    """What is wrong with a translation, or nothing."""
    forms, english = _forms(message.string), _forms(message.id)
    if message.fuzzy or not all(forms):
        return "is not translated"
    if message.pluralizable and not all(_marks(form) <= _marks(english[-1]) for form in forms):
        return "counts with other placeholders"
    if not message.pluralizable and _marks(forms[0]) != _marks(english[0]):
        return "has other placeholders"
    return ""


def _forms(text: str | tuple[str | None, ...] | list[str] | None) -> list[str]:
    return [form or "" for form in text] if isinstance(text, (tuple, list)) else [text or ""]


def _marks(text: str) -> Counter[str]:
    return Counter(_placeholder.findall(text))


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)
