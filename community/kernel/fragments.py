"""Parts of pages that are drawn once: what looks the same is taken from what was drawn before.

A part is kept by all that is in it and the language it is in: a macro that is drawn through here is given plain
values, never a row, so it can write nothing else. So what is kept is never out of date, and says nothing that whoever
asks for it did not know.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache
from flask import Flask
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from community.kernel.i18n import present_locale

MOST_LETTERS: Final = 8_000_000
"""In each process: some five thousand cards."""

NUMBER: Final = "\ue000"
"""Stands in a mold for the number of a row; like the two below, a character that no text of ours has."""

KEY: Final = "\ue001"
"""Stands in a mold for the key of a form, which is another one in each."""

CSRF: Final = "\ue002"
"""Stands in a mold for the token of whoever is asked."""

Macro = Callable[..., str]


class Fragments:
    """What this process drew lately, and the ways of templates to it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._drawn: LRUCache[Hashable, Markup] = LRUCache(MOST_LETTERS, getsizeof=len)
        self._lock = Lock()

    def drawn_once(self, macro: Macro, **values: Any) -> Markup:
        """What `macro(**values)` writes.

        Args:
            macro: a macro that reads nothing but what it is given, and neither the moment nor the viewer.
            values: all that it writes of: texts, numbers, or lists of texts. Moments come as they are said.
        """
        known = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        # Markup is equal to the words that it is written in, and not the same.
        kinds = tuple(map(type, known.values()))
        return self._of((macro, present_locale(), kinds, *known.items()), lambda: macro(**known))

    def molded(self, macro: Macro, number: int, *, key: bool = False, **values: Hashable) -> Markup:
        """What `macro(number, **values)` writes, with its own token: a form that a page has many times.

        Args:
            macro: a macro that writes its number as it stands, and a `token` and a `key` where it is given them.
            number: the row that the form is about.
            key: whether the form is sent once, by a key of its own.
            values: what else it is told. None of it is written by people, because in their words the characters that
                stand for the three could be hidden.
        """
        own = {**values, "token": CSRF, **({"key": KEY} if key else {})}
        mold = self._of((macro, present_locale(), *own.items()), lambda: macro(NUMBER, **own))
        filled = mold.replace(NUMBER, str(number)).replace(CSRF, generate_csrf())
        if key:
            form_key: Callable[[], str] = self._app.jinja_env.globals["form_key"]  # type: ignore[assignment]  # entries give it
            filled = filled.replace(KEY, form_key())
        return Markup(filled)  # noqa: S704 (numbers and tokens of ours)

    def _of(self, state: Hashable, draw: Callable[[], str]) -> Markup:
        with self._lock:
            drawn = self._drawn.get(state)
        if drawn is None:
            drawn = Markup(draw())  # noqa: S704 (a macro escapes what it is given)
            if len(drawn) <= MOST_LETTERS:
                with self._lock:
                    self._drawn[state] = drawn
        return drawn


def keep_fragments(app: Flask) -> None:
    """Let the templates of `app` draw parts of pages once."""
    fragments = Fragments(app)
    app.jinja_env.globals.update(drawn_once=fragments.drawn_once, molded=fragments.molded)
