"""Translated text for every room, so that none but the kernel knows the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import time
from functools import lru_cache
from typing import Any

from babel import Locale, numbers
from flask import current_app, g, has_app_context, has_request_context
from flask_babel import force_locale, format_time, get_domain, get_locale, refresh
from flask_babel.speaklater import LazyString
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from community.config import LANGUAGES, TRIAL_LANGUAGE

_zone: ContextVar[str | None] = ContextVar("zone", default=None)
_number = re.compile(r"%\((\w+)\)d")


def _(text: str, **values: Any) -> str:
    """`text` in the reader's language, with `values` put in; `%(name)d` says a number as that language writes it."""
    return _filled(str(get_domain().get_translations().ugettext(text)), values) if values else _plain(text)


def _l(text: str, **values: Any) -> Any:
    """The same, found out when it is shown, for what is written before there is a reader."""
    return LazyString(_, text, **values)


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """`one` or `many`, as the reader's language counts `num`."""
    return _filled(str(get_domain().get_translations().ungettext(one, many, num)), {"num": num, **values})


def pgettext(context: str, text: str, **values: Any) -> str:
    """`text` in the reader's language, where the same English says several things; `context` tells which."""
    found = str(get_domain().get_translations().upgettext(context, text))
    return _filled(found, values) if values else found


def full_hour(hour: int) -> Any:
    """An hour of the day as the reader's language writes it (7:00 AM, 07:00), found out when it is shown."""
    return LazyString(format_time, time(hour), "short", rebase=False)


def languages() -> tuple[str, ...]:
    """The languages that people may choose from, the site's own first."""
    config = current_app.config
    own, trial = config["DEFAULT_LANGUAGE"], (TRIAL_LANGUAGE,) if config["TRIAL_LANGUAGE"] else ()
    return (own, *(code for code in LANGUAGES if code != own), *trial)


def named_languages() -> list[tuple[str, str]]:
    """The same with their names, each in its own language."""
    return [(code, (Locale(code).get_display_name(code) or code).capitalize()) for code in languages()]


def spoken(wanted: str) -> str:
    """The language in which somebody who prefers `wanted` is addressed: theirs, else the site's own."""
    return wanted if wanted in languages() else languages()[0]


def language() -> str:
    """The language of the present text."""
    return str(present_locale() or LANGUAGES[0])


def present_locale() -> Locale | None:
    """The language and region of the present text.

    A page asks hundreds of times. Flask-Babel looks it up anew each time; where it keeps what it found is looked at
    first, and when it ever keeps it elsewhere, this is slower and still right.
    """
    found: Locale | None = getattr(g.get("_flask_babel"), "babel_locale", None) if has_app_context() else None
    return found or get_locale()


def number(value: int) -> str:
    """A whole number as the reader's language writes it."""
    return _number_in(present_locale(), value)


@contextmanager
def in_language(wanted: str, timezone: str | None = None) -> Iterator[None]:
    """Within this block text is in the language `wanted`, whoever made the request: a mail is for its reader.

    Args:
        wanted: the reader's language.
        timezone: the zone in which moments are said; the present one by default.
    """
    with force_locale(spoken(wanted)), _in_zone(timezone):
        yield


def speak(wanted: str, timezone: str | None = None) -> None:
    """For the rest of this request speak to somebody who is known by their address alone, as a feed's owner is."""
    g.language, g.timezone = spoken(wanted), timezone
    refresh()


def forced_language() -> str | None:
    """The language that this request was told to speak, if it was."""
    return g.get("language") if has_request_context() else None


def forced_zone() -> str | None:
    """The zone that holds now, whoever asks: that of a mail's reader, or of a feed's owner."""
    return _zone.get() or (g.get("timezone") if has_request_context() else None)


@pass_context
def gettext_on_page(context: Context, text: str, /, **values: Any) -> str:
    """`_` of the templates: the text is ours, the values are escaped."""
    if values:
        return _filled(_for_page(context, _plain(text)), values)
    locale = present_locale()
    said = _said(locale.language if locale else "", text)
    return said if context.eval_ctx.autoescape else str(said)


@pass_context
def ngettext_on_page(context: Context, one: str, many: str, num: int, /, **values: Any) -> str:
    """`ngettext` of the templates."""
    found = get_domain().get_translations().ungettext(one, many, num)
    return _filled(_for_page(context, str(found)), {"num": num, **values})


@pass_context
def pgettext_on_page(context: Context, meaning: str, text: str, /, **values: Any) -> str:
    """`pgettext` of the templates."""
    return _filled(_for_page(context, pgettext(meaning, text)), values)


def _plain(text: str) -> str:
    return str(get_domain().get_translations().ugettext(text))


@lru_cache(8192)
def _said(_language: str, text: str) -> Markup:
    """`text` without values as pages of the present language say it: a page says a hundred such texts."""
    return Markup(_filled(_plain(text), {}))  # noqa: S704 (catalogs are part of the source)


def _for_page(context: Context, text: str) -> str:
    return Markup(text) if context.eval_ctx.autoescape else text  # noqa: S704 (catalogs are part of the source)


def _filled(text: str, values: Mapping[str, Any]) -> str:
    written, named = _numbers(str(text))
    said = {name: number(value) if name in named else value for name, value in values.items()}
    return (Markup(written) if isinstance(text, Markup) else written) % said  # noqa: S704 (the same text as before)


@lru_cache(4096)
def _number_in(locale: Locale | None, value: int) -> str:
    return str(numbers.format_decimal(value, locale=locale))


@lru_cache(4096)
def _numbers(text: str) -> tuple[str, frozenset[str]]:
    """`text` with its numbers taken as words, and the names of those numbers."""
    return _number.sub(r"%(\1)s", text), frozenset(_number.findall(text))


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


__all__ = [
    "_",
    "_l",
    "forced_language",
    "forced_zone",
    "full_hour",
    "gettext_on_page",
    "in_language",
    "language",
    "languages",
    "named_languages",
    "ngettext",
    "ngettext_on_page",
    "pgettext",
    "pgettext_on_page",
    "speak",
    "spoken",
]
