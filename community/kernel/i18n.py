"""Translated text for every room, so that none but this module knows the library."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
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


__all__ = ["_", "_l", "ngettext"]
