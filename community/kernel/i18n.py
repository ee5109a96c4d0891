"""Translated text for every room, so that none but this module knows the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import force_locale, gettext, lazy_gettext
from flask_babel import ngettext as _ngettext


def _(text: str, **values: Any) -> str:
    """`text` in the reader's language, with `values` put in."""
    return str(gettext(text, **values))


def _l(text: str, **values: Any) -> Any:
    """The same, found out when it is shown, for what is written before there is a reader."""
    return lazy_gettext(text, **values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """`one` or `many`, as the reader's language counts `num`."""
    return str(_ngettext(one, many, num, **values))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Within this block text is in `language`, whoever made the request: a mail is for its reader."""
    with force_locale(language):
        yield


__all__ = ["_", "_l", "in_language", "ngettext"]
