"""Every text has its translation, and nothing that people read stands outside of the catalogs."""

from __future__ import annotations

from flask import Flask

from benchmarks.untranslated.findings import findings
from community.kernel.i18n import _, in_language, ngettext, pgettext


def test_every_text_is_translated() -> None:
    # `make catalogs` takes new texts into the catalogs; docs/translating.md says how to go on from there.
    assert findings() == []


def test_numbers_are_said_as_the_language_writes_them(app: Flask) -> None:
    with in_language("de"):
        assert ngettext("%(num)d vote", "%(num)d votes", 1) == "1 Stimme"
        assert ngettext("%(num)d vote", "%(num)d votes", 12345) == "12.345 Stimmen"
    assert ngettext("%(num)d vote", "%(num)d votes", 12345) == "12,345 votes"


def test_a_word_that_says_two_things_has_two_translations(app: Flask) -> None:
    with in_language("de"):
        assert (_("Comment"), pgettext("act", "Comment")) == ("Kommentar", "Kommentieren")


def test_a_language_that_nobody_wrote_is_not_spoken(app: Flask) -> None:
    app.config["DEFAULT_LANGUAGE"] = "de"
    with in_language("fr"):
        assert _("Search") == "Suche"


def test_what_a_template_puts_into_a_translation_is_escaped(app: Flask) -> None:
    page = app.jinja_env.from_string("{{ _('Welcome, %(name)s.', name='<b>') }}")
    with in_language("de"):
        assert page.render() == "Willkommen, &lt;b&gt;."
