"""Whatever stands in an address, nothing breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from community.accounts.models import Member
from community.factory import BLUEPRINTS
from community.paths import PACKAGE
from tests.bad_input.answers import faults_of, signed_in
from tests.bad_input.payloads import BAD_SEGMENTS, BAD_TEXTS, encoded
from tests.bad_input.world import World

# A walk visits the same lines thousands of times, and to note them each time makes it much slower.
pytestmark = pytest.mark.no_cover

SignIn = Callable[[Member], FlaskClient]
Anew = Callable[[], World]

ROOMS = [blueprint.name for blueprint in BLUEPRINTS]
LOOKED_UP = re.compile(r"""args\.get(?:list)?\(\s*["'](\w+)["']""")
# Names that some pages look for one after the other, which the pattern above does not see.
IN_TURN = ("q", "role", "state", "team", "title", "source", "tags", "url", "description", "extended", "notes")
ARGUMENT = re.compile(r"<(?:[^<>]*:)?(\w+)>")
LONGEST = 4000


@pytest.mark.parametrize("room", ROOMS)
def test_each_part_of_a_path_may_be_anything(app: Flask, anew: Anew, as_member: SignIn, room: str) -> None:
    world = anew()
    client = signed_in(app, as_member, world, "administrator")
    asked = ((m, p) for m, rule in _rules(app, room) for p in _damaged(rule, world))
    assert [fault for method, path in asked for fault in _faults(app, client, method, path)] == []


@pytest.mark.parametrize("who", ["author", "visitor"])
@pytest.mark.parametrize("room", ROOMS)
def test_each_question_may_be_anything(app: Flask, anew: Anew, as_member: SignIn, room: str, who: str) -> None:
    world = anew()
    client = signed_in(app, as_member, world, who)
    names = _names_looked_up()
    asked = (p for method, rule in _rules(app, room) if method == "GET" for p in _questions(rule, world, names, who))
    assert [fault for path in asked for fault in _faults(app, client, "GET", path)] == []


def _faults(app: Flask, client: FlaskClient, method: str, path: str) -> list[str]:
    return [f"{method} {path[:200]}: {fault}" for fault in faults_of(app, lambda: client.open(path, method=method))]


def _rules(app: Flask, room: str) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith(f"{room}."):
            yield from ((method, rule) for method in sorted({"GET", "POST"} & set(rule.methods or ())))


def _damaged(rule: Rule, world: World) -> Iterator[str]:
    """The paths of `rule` with one argument at a time replaced."""
    for argument in rule.arguments:
        for segment in BAD_SEGMENTS:
            yield _path(rule, world, {argument: segment})


def _questions(rule: Rule, world: World, names: list[str], who: str) -> Iterator[str]:
    path = _path(rule, world, {})
    for number, text in enumerate(BAD_TEXTS.values()):
        # A page reads its address alike for everybody; so a visitor tries some of the texts on each.
        if who == "visitor" and (number + len(path)) % 4:
            continue
        yield f"{path}?{encoded(dict.fromkeys(names, text[: LONGEST // len(names)])).decode()}"
    yield f"{path}?%00=1"
    yield f"{path}?&=&&%ff=%c3%28&after&after=1&after=2&{quote('a[]', safe='')}=1"


def _path(rule: Rule, world: World, instead: dict[str, str]) -> str:
    def chosen(argument: re.Match[str]) -> str:
        name = argument[1]
        return instead.get(name) or quote(str(world.values[name][0]))

    return ARGUMENT.sub(chosen, rule.rule)


def _names_looked_up() -> list[str]:
    """Every name that some page looks for in an address, read from the code itself."""
    texts = (file.read_text("utf-8") for file in Path(PACKAGE).rglob("*.py"))
    found = {name for text in texts for name in LOOKED_UP.findall(text)}
    assert found, "No page looks for anything in its address."
    return sorted(found | set(IN_TURN))
