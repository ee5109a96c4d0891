"""The commands that measure experts, on a site of two topics whose answers can be foreseen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from flask import Flask

ASKER, KNOWS_PUMPS, KNOWS_ROTAS = 1, 2, 3
BEGINNING = datetime(2024, 1, 1, 9, tzinfo=UTC)


def row(**columns: object) -> str:
    return "<row " + " ".join(f"{name}={quoteattr(str(value))}" for name, value in columns.items()) + "/>"


def moment(at: datetime) -> str:
    """As a dump writes it: in UTC, without saying so."""
    return at.replace(tzinfo=None).isoformat()


def table(folder: Path, name: str, rows: list[str]) -> None:
    (folder / f"{name}.xml").write_text(f"<?xml version='1.0'?><{name.lower()}>{''.join(rows)}</{name.lower()}>")


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Forty questions, by turns on pumps and on rotas; each topic is always answered by the same person."""
    folder = tmp_path / "nursing"
    folder.mkdir()
    posts, votes = [], []
    for number in range(40):
        topic, knows = (("pump", KNOWS_PUMPS), ("rota", KNOWS_ROTAS))[number % 2]
        asked, at = 2 * number + 1, BEGINNING + timedelta(days=5 * number)
        title = f"How do I do the {topic}, {number}?"
        posts.append(row(Id=asked, PostTypeId=1, OwnerUserId=ASKER, Title=title, Body="<p>Please.</p>",
                         Tags=f"<{topic}>", Score=0, CreationDate=moment(at)))  # fmt: skip
        posts.append(row(Id=asked + 1, PostTypeId=2, ParentId=asked, OwnerUserId=knows, Body="<p>Like this.</p>",
                         Score=1, CreationDate=moment(at + timedelta(hours=1))))  # fmt: skip
        day = (at + timedelta(days=1)).replace(hour=0)
        votes.append(row(Id=number + 1, PostId=asked + 1, VoteTypeId=2, CreationDate=moment(day)))
    people = {ASKER: "Ana", KNOWS_PUMPS: "Ben", KNOWS_ROTAS: "Chi"}
    joined = moment(BEGINNING - timedelta(days=9))
    table(folder, "Posts", posts)
    table(folder, "Votes", votes)
    table(folder, "Users", [row(Id=key, DisplayName=name, CreationDate=joined) for key, name in people.items()])
    return folder


def test_whoever_always_answers_a_topic_is_named_for_it(app: Flask, dump: Path) -> None:
    kept = f"sqlite:///{dump.parent}/kept.db"

    told = app.test_cli_runner().invoke(args=["evaluate", "experts", str(dump), "--database", kept])
    assert told.exit_code == 0, told.output
    assert "8 questions of the test part: 0 unanswered, 0 answered by nobody" in told.output
    assert "figure experts_mrr 1.0000" in told.output
    assert "These are only 8 questions." in told.output

    again = app.test_cli_runner().invoke(args=["evaluate", "directory", str(dump), "--database", kept])
    assert again.exit_code == 0, again.output
    assert "figure directory_ndcg5 1.0000" in again.output
