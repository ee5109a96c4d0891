"""An import that was killed goes on where it stood, and comes out as if nothing had happened."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community import paths
from community.entries.models import Entry
from community.kernel.db import session
from community.questions.models import Question
from tests.portability.sites import Rows, a_site, imported, totals

PEOPLE, QUESTIONS, ANSWERS = 40, 60, 300


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A site that takes some seconds."""
    folder = tmp_path / "care"
    folder.mkdir()
    return a_site(folder, Users=_users(), Posts=[*_questions(), *_answers()], Comments=_comments(), PostLinks=[])


@pytest.mark.parametrize("part", ["members", "questions"])
def test_an_import_that_was_killed_goes_on_where_it_stood(
    app: Flask, settings: dict[str, Any], dump: Path, part: str
) -> None:
    with _importing(dump, settings) as command:
        _wait_for(command, part)
        command.kill()
    left = totals()

    imported(dump)

    assert left.get("answer", 0) < ANSWERS, "it was killed too late to show anything"
    assert totals() == {"question": QUESTIONS, "answer": ANSWERS, "comment": QUESTIONS, "member": PEOPLE}
    assert _standing() == {(ANSWERS // QUESTIONS, 1, True)}


def test_the_command_brings_what_the_dump_holds(app: Flask, settings: dict[str, Any], dump: Path) -> None:
    with _importing(dump, settings) as command:
        told, progress = command.communicate()

    assert command.returncode == 0, progress
    assert totals() == {"question": QUESTIONS, "answer": ANSWERS, "comment": QUESTIONS, "member": PEOPLE}
    assert f"{ANSWERS} answers taken.\n" in told


def _users() -> Rows:
    return [
        {"Id": str(number), "DisplayName": f"Person {number}", "CreationDate": "2021-05-01T08:00:00"}
        for number in range(1, PEOPLE + 1)
    ]


def _questions() -> Rows:
    return [
        {
            "Id": str(number), "PostTypeId": "1", "CreationDate": "2024-03-01T09:30:00", "OwnerUserId": "1",
            "Title": f"Question number {number}", "Body": "<p>Why?</p>", "Tags": "<handover>",
            "AcceptedAnswerId": str(10_000 + number),
        }
        for number in range(1, QUESTIONS + 1)
    ]  # fmt: skip


def _answers() -> Rows:
    return [
        {
            "Id": str(10_001 + number), "PostTypeId": "2", "ParentId": str(1 + number % QUESTIONS),
            "CreationDate": "2024-03-02T09:30:00", "OwnerUserId": str(1 + number % PEOPLE), "Score": "3",
            "Body": "<p>It is <b>like this</b>: <code>x</code>, and so on.</p>" * 2,
        }
        for number in range(ANSWERS)
    ]  # fmt: skip


def _comments() -> Rows:
    return [
        {"Id": str(number), "PostId": str(number), "Text": "Yes.", "CreationDate": "2024-03-03T09:30:00", "UserId": "2"}
        for number in range(1, QUESTIONS + 1)
    ]


@contextmanager
def _importing(folder: Path, settings: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    """The command at work in a process of its own."""
    values = {name: str(settings[name]) for name in ("DATABASE_URL", "SECRET_KEY", "JOBS_FILE")}
    with subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-m", "flask", "--app", "app", "import", "stackexchange", str(folder)],
        cwd=paths.ROOT,
        env=os.environ | values | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as command:
        yield command


def _wait_for(command: subprocess.Popen[str], part: str) -> None:
    """Return when the command tells that it has read all rows of `part`."""
    assert command.stderr is not None
    rows = {"members": PEOPLE, "questions": QUESTIONS}[part]
    assert any(line.startswith(f"{part}: {rows} rows") for line in command.stderr), "the command ended early"


def _standing() -> set[tuple[int, int, bool]]:
    """How the questions stand, with their counts of answers and of remarks and whether one is accepted."""
    rows = session().execute(
        select(Question.answer_count, Entry.comment_count, Question.accepted_answer_id.is_not(None)).join(
            Entry, Entry.id == Question.entry_id
        )
    )
    return {(answers, remarks, bool(accepted)) for answers, remarks, accepted in rows}
