"""What the site says in each language: the catalogs as translators wrote them, and a mirrored one for trying."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain, get_locale

from community.config import TRIAL_LANGUAGE
from community.paths import TRANSLATIONS

_kept = re.compile(r"(%\(\w+\)[ds]|%%|\{\w+\}|<[^>]+>|&\w+;|\s+)")
# Unicode's marks: the paragraph runs from the right, and so does this word, against its letters, until here.
_from_right, _mirrored, _over = "\u200f", "\u202e", "\u202c"


class Catalogs(Domain):  # type: ignore[misc]  # the library carries no types
    """Where translated text comes from, whichever room asks."""

    def get_translations(self) -> NullTranslations:
        """The texts in the language of whoever reads."""
        locale = get_locale()
        return NullTranslations() if locale is None else texts_in(locale.language)


@cache
def texts_in(language: str) -> NullTranslations:
    """What the site says in `language`; the source's English where it has no catalog.

    The catalog is read as it was written, so that there is no compiled copy of it that could be old or missing.
    """
    if language == TRIAL_LANGUAGE:
        return Mirrored()
    written = catalog_of(language)
    if not written.is_file():
        return NullTranslations()
    with written.open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def catalog_of(language: str) -> Path:
    """Where the texts in `language` are written down."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


class Mirrored(NullTranslations):
    """English whose words run from right to left, so that one sees where a page still thinks from the left."""

    def gettext(self, message: str) -> str:
        """`message` with each of its words mirrored."""
        return mirrored(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same for what counts."""
        return mirrored(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 (Babel's own signature)
        """The same for a word with a context."""
        return mirrored(message)

    ugettext, ungettext, upgettext = gettext, ngettext, pgettext


def mirrored(text: str) -> str:
    """`text` with its words running from right to left; what is put in later stays as it is."""
    parts = _kept.split(text)
    words = (part if place % 2 or not part else _mirrored + part + _over for place, part in enumerate(parts))
    return _from_right + "".join(words)


__all__ = ["Catalogs", "Mirrored", "catalog_of", "mirrored", "texts_in"]
