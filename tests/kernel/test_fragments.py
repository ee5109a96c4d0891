"""What is drawn once looks the same for all, and changes with everything that is in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from community import paths
from community.accounts.models import Member
from community.kernel.db import commit
from community.kernel.i18n import in_language
from tests.factories import a_comment, a_member, a_question, an_answer

OF_ONE_MOMENT_OR_READER = ("viewer", "|ago", "csrf_token()", "form_key()", "token()", "request.", "config.", "now()")
GREETING = """{% macro greeting(name) %}{{ _("Votes:") }} {{ name }}{{ count() or "" }}{% endmacro %}"""


def test_the_same_is_drawn_once_and_in_each_language(app: Flask) -> None:
    drawn: list[int] = []
    greeting = app.jinja_env.from_string(GREETING)
    module: Any = greeting.make_module({"count": lambda: drawn.append(1)})
    draw: Any = app.jinja_env.globals["drawn_once"]
    with app.test_request_context():
        first = [draw(module.greeting, name=name) for name in ("Ana", "Ana", Markup("<b>"), "<b>")]
        with in_language("de"):
            german = draw(module.greeting, name="Ana")
    assert first == ["Votes: Ana", "Votes: Ana", "Votes: <b>", "Votes: &lt;b&gt;"]
    assert german != first[0]
    assert len(drawn) == 4


@pytest.fixture
def ana(app: Flask) -> Member:
    """Who asked."""
    return a_member("Ana")


def test_a_card_shows_what_stands_now(as_member: Any, ana: Member) -> None:
    reader = as_member(a_member())
    question = a_question("Who reads the notes?", author=ana, tags=["notes"])
    assert "Who reads the notes?" in reader.get("/").text
    ana.name = "Ana Maria"
    question.entry.title = "Who reads the notes at night?"
    question.entry.score = 41
    commit()
    page = reader.get("/").text
    for said in ("Ana Maria", "at night?", "41 votes"):
        assert said in page
    assert "Who reads the notes?" not in page


def test_the_forms_of_a_page_have_their_own_numbers_keys_and_the_readers_token(as_member: Any, ana: Member) -> None:
    question = a_question(author=ana)
    answers = [an_answer(question) for _number in range(3)]
    for answer in answers:
        a_comment(answer)
    pages = [as_member(member).get(question.entry.path).text for member in (ana, a_member())]
    for page in pages:
        for answer in answers:
            assert page.count(f'action="/entries/{answer.id}/comments"') == 1
            assert page.count(f'action="/entries/{answer.id}/vote"') == 1
        keys = re.findall(r'name="form_key" value="([^"]+)"', page)
        assert len(set(keys)) == len(keys) >= 6
        assert len(set(re.findall(r'name="csrf_token" value="([^"]+)"', page))) == 1
        assert not re.search("[\ue000-\ue002]", page)
    first, second = (re.findall(r'name="csrf_token" value="([^"]+)"', page)[0] for page in pages)
    assert first != second


def test_words_that_hold_the_signs_of_a_mold_stay_words(as_member: Any, ana: Member) -> None:
    question = a_question("Who reads \ue000 or \ue002 at night?", author=ana)
    an_answer(question, source="\ue001 and \ue002", author=a_member("\ue002 Maria"))
    page = as_member(ana).get(question.entry.path).text
    for words in ("Who reads \ue000 or \ue002 at night?", "\ue001 and \ue002", "\ue002 Maria"):
        assert words in page


def test_what_is_drawn_once_reads_neither_the_moment_nor_the_reader() -> None:
    macros = {
        name: body
        for path in Path(paths.TEMPLATES).rglob("*.html")
        for name, body in re.findall(r"{% macro (\w+)\(.*?-?%}(.*?){%-? endmacro", path.read_text(), re.DOTALL)
    }
    written = "".join(path.read_text() for path in Path(paths.TEMPLATES).rglob("*.html"))
    drawn = set(re.findall(r"(?:drawn_once|molded)\(\s*(\w+)", written))
    assert len(drawn) >= 7
    assert [(name, word) for name in drawn for word in OF_ONE_MOMENT_OR_READER if word in macros[name]] == []
