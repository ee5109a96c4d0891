"""Translated text for every room, so that none but this module knows the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from flask_babel import force_locale, gettext, lazy_gettext, refresh
from flask_babel import ngettext as _ngettext

_zone: ContextVar[str | None] = ContextVar("zone", default=None)


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
def in_language(language: str, timezone: str | None = None) -> Iterator[None]:
    """Within this block text is in `language`, whoever made the request: a mail is for its reader.

    Args:
        language: the reader's.
        timezone: the zone in which moments are said; the present one by default.
    """
    with force_locale(language), _in_zone(timezone):
        yield


def forced_zone() -> str | None:
    """The zone that holds now, whoever asks: that of a mail's reader."""
    return _zone.get()


@contextmanager
def _in_zone(timezone: str | None) -> Iterator[None]:
    if timezone is None:
        yield
        return
    token = _zone.set(timezone)
    refresh()
    try:
        yield
    finally:
        _zone.reset(token)
        refresh()


__all__ = ["_", "_l", "forced_zone", "in_language", "ngettext"]
