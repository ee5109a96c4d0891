"""How much of what the site says is not translated: `python -m benchmarks.untranslated`."""

from benchmarks.untranslated.findings import findings


def count() -> int:
    """How many texts are not translated, or cannot be."""
    return len(findings())
