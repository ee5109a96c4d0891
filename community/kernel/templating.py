"""What every template can say: moments in the reader's zone, counts in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache, partial
from typing import Any

from babel import Locale, dates
from flask import Flask
from flask.templating import Environment
from flask_babel import (
    format_date,
    format_timedelta,
    get_timezone,
    to_user_timezone,
)
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from community.kernel import clock
from community.kernel.fragments import keep_fragments
from community.kernel.i18n import full_hour, gettext_on_page, ngettext_on_page, number, pgettext_on_page, present_locale

A_MONTH, AN_HOUR, A_MINUTE = timedelta(days=30), timedelta(hours=1), timedelta(minutes=1)
TURNING = frozenset({"next", "previous", "reply", "sign-out", "undo"})
"""Icons that look the other way where text runs from the right."""
MOST_KEPT = 4096


def moment(value: datetime) -> str:
    """A moment in the reader's zone and language, to the minute."""
    return _moment(value, present_locale(), get_timezone())


def day(value: date | datetime) -> str:
    """A day in the reader's language."""
    return _day(to_user_timezone(value).date() if isinstance(value, datetime) else value, present_locale())


def month(value: date | datetime) -> str:
    """A month and its year in the reader's language."""
    return str(format_date(value, "LLLL yyyy"))


def ago(value: datetime) -> Markup:
    """How long ago (a day, after a month), with the exact moment in the element."""
    passed = clock.now() - value
    language, zone = present_locale(), get_timezone()
    if abs(passed) > A_MONTH:
        return _ago(value, None, language, zone)
    # Whole minutes are the finest that is said of more than an hour, and most of a list is older than that.
    exact = passed if abs(passed) < AN_HOUR else timedelta(minutes=passed // A_MINUTE)
    return _ago(value, exact, language, zone)


def count(value: int) -> str:
    """A whole number in the reader's language."""
    return number(value)


def icon(app: Flask, name: str, label: str | None = None, size: str = "") -> Markup:
    """An icon of the sprite; a page draws a hundred, so that each is written once.

    Args:
        app: whose sprite it is.
        name: which one.
        label: what it says; without one, the words beside it say it.
        size: an own size.
    """
    own = f" icon--{size}" if size else ""
    turns = " icon--turns" if name in TURNING else ""
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    address = app.extensions["assets"].address("icons.svg")
    return Markup('<svg class="icon{}{}" {} focusable="false"><use href="{}#{}"></use></svg>').format(
        own, turns, said, address, name
    )


def dress(app: Flask) -> None:
    """Give the filters to the templates of `app`."""
    app.jinja_env.filters.update(moment=moment, day=day, month=month, ago=ago, count=count, full_hour=full_hour)
    draw = partial(icon, app)
    app.jinja_env.globals.update(
        {
            "drawn_icon": draw if app.debug else lru_cache(MOST_KEPT)(draw),
            "_": gettext_on_page,
            "gettext": gettext_on_page,
            "ngettext": ngettext_on_page,
            "pgettext": pgettext_on_page,
        }
    )
    keep_fragments(app)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


class _MacrosFirst(Context):
    """What a template knows, which calls a macro as what it is.

    A page calls macros a thousand times, and Jinja first asks of each thing called, several times over, whether it
    wants to be told where it is called from. What a macro wants is known.
    """

    def call(__self, __called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 (as Jinja has it)
        if type(__called) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __called(__self.eval_ctx, *args, **kwargs)
        return super().call(__called, *args, **kwargs)


class Pages(Environment):
    """Flask's templates, with what a page does a thousand times made short."""

    context_class = _MacrosFirst

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What all templates know. No template here has globals of its own, and a map of two is slow to go through."""
        return super().make_globals(d) if d else self.globals


@lru_cache(MOST_KEPT)
def _ago(value: datetime, passed: timedelta | None, language: Locale, zone: tzinfo) -> Markup:
    words = day(value) if passed is None else format_timedelta(-passed, add_direction=True)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.isoformat(timespec="seconds"), _moment(value, language, zone), escape(words)
    )


# A page of cards writes the same moments again and again, and Babel takes its time for each.
@lru_cache(MOST_KEPT)
def _moment(value: datetime, language: Locale, zone: tzinfo) -> str:
    time = dates.format_time(value, "short", tzinfo=zone, locale=language)
    pattern = str(dates.get_datetime_format("medium", locale=language)).replace("'", "")
    return pattern.format(time, dates.format_date(value.astimezone(zone), "medium", locale=language))


@lru_cache(MOST_KEPT)
def _day(value: date, language: Locale) -> str:
    return dates.format_date(value, "medium", locale=language)
