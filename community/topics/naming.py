"""How a tag is written: one spelling for what people type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_NAME = 40
MOST_TAGS = 8

_separators = re.compile(r"[\s_/]+")
_unwanted = re.compile(r"[^\w.+#-]")


def tag_name(text: str) -> str:
    """One tag as it is kept: lower case, words joined by hyphens; empty when nothing is left of it."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    joined = _separators.sub("-", folded).replace("_", "-")
    return _unwanted.sub("", joined).strip("-")[:LONGEST_NAME].strip("-")


def tag_names(text: str) -> list[str]:
    """The tags in what somebody typed, separated by commas, semicolons or blanks, each once, in order."""
    return distinct(re.split(r"[,;\s]+" if "," not in text and ";" not in text else r"[,;\n]+", text))


def distinct(names: Iterable[str]) -> list[str]:
    """The well-written, different names among `names`."""
    return list(dict.fromkeys(name for name in map(tag_name, names) if name not in {"", ".", ".."}))
