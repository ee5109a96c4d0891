"""Needs and results of the demonstration name what was planted in it, with its evidence, whatever the date."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.queries import member_by_username
from community.demo.loader import load
from community.kernel import clock

PLANTED = ["handover-notes", "emar"]
WEEKS_LATER = (0, 4, 9)
SIGNS = {
    "unanswered": "Questions without a useful answer within a week",
    "repeated": "Questions that had been asked before",
    "blocked": "Learners who did not know how when it mattered",
}
MIX = {"handover-notes": {"unanswered", "blocked"}, "emar": {"unanswered", "repeated"}}


@pytest.fixture
def demo(app: Flask) -> Flask:
    """The site with the demonstration in it, loaded now."""
    load(progress=lambda _sentence: None)
    return app


def test_what_was_planted_leads_with_its_evidence_for_weeks_to_come(demo: Flask, as_member: Any) -> None:
    loaded_at = clock.now()

    for weeks in WEEKS_LATER:
        with time_machine.travel(loaded_at + timedelta(weeks=weeks), tick=False):
            cards = {who: _cards(as_member(member_by_username(who))) for who in ("mara", "carl")}
            results = as_member(member_by_username("mara")).get("/programs/moving-and-lifting/results").text
        assert "Most know it, and few apply it" in results, f"{weeks} weeks after loading"
        assert ("Had no chance" in results, "Could not:" in results) == (True, False)
        assert cards["mara"] == cards["carl"]
        first = list(cards["mara"].items())[:2]
        assert [name for name, _said in first] == PLANTED, f"{weeks} weeks after loading"
        assert {name: {sign for sign, words in SIGNS.items() if words in said} for name, said in first} == MIX
        assert not any("Several signs" in said for _name, said in first)


def _cards(client: FlaskClient) -> dict[str, str]:
    """What the page says about each topic, in its order."""
    articles = re.findall(r'<article class="need"[^>]*>.*?</article>', client.get("/needs").text, re.DOTALL)
    said = (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", article)).split()) for article in articles)
    return {name[1]: words for words in said if (name := re.match(r"(?:Skill|Topic) (\S+)", words))}
