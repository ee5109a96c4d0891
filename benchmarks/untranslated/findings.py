"""What is not translated, whatever the reason."""

from __future__ import annotations

from benchmarks.untranslated import bare, catalogs, kept


def findings() -> list[str]:
    """One line for each text that is not translated, or cannot be."""
    missing = [line for language in catalogs.TRANSLATED for line in catalogs.untranslated(language)]
    return [*bare.bare_words(), *kept.kept_words(), *missing]
