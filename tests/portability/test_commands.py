"""`flask import` says what it took, and in a sentence why it would not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.links import reset_path
from community.accounts.models import Member, Role
from community.accounts.queries import member_by_email
from community.audiences.service import only
from community.entries.models import Entry
from community.kernel.db import session
from tests.factories import a_member
from tests.portability.sites import a_site


def run(app: Flask, *words: str | Path) -> Result:
    """What the command answers."""
    return app.test_cli_runner().invoke(args=["import", *map(str, words)])


def a_blog(folder: Path) -> Path:
    path = folder / "notes.jsonl"
    path.write_text(json.dumps({"id": "1", "title": "Nights", "body": "Sleep first.", "date": "2024-03-01"}), "utf-8")
    return path


def test_a_site_is_brought_with_an_account_of_it(app: Flask, tmp_path: Path) -> None:
    answer = run(app, "stackexchange", a_site(tmp_path), "--site", "care")

    assert answer.exit_code == 0
    assert {"2 questions taken.", "1 left out: an answer whose question is not here."} < set(answer.stdout.splitlines())


def test_progress_is_told_beside_the_account(app: Flask, tmp_path: Path) -> None:
    answer = run(app, "stackexchange", a_site(tmp_path), "--site", "care")

    assert "questions: 2 rows" in answer.stderr
    assert "rows/s" not in answer.stdout


def test_time_and_memory_are_told(app: Flask, tmp_path: Path) -> None:
    answer = run(app, "stackexchange", a_site(tmp_path), "--site", "care")

    assert answer.stdout.splitlines()[-1].endswith(" MB of memory.")


def test_a_site_is_called_like_its_folder(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "care"
    folder.mkdir()

    run(app, "stackexchange", a_site(folder))

    refs = session().scalars(select(Entry.source_ref)).all()
    assert "stackexchange:care.stackexchange.com:q:1" in refs


def test_a_folder_with_another_name_needs_the_sites_name(app: Flask, tmp_path: Path) -> None:
    folder = tmp_path / "my dump"
    folder.mkdir()

    answer = run(app, "stackexchange", a_site(folder))

    assert (answer.exit_code, "give it with --site" in answer.stderr) == (2, True)


def test_a_blog_is_brought_for_a_member(app: Flask, tmp_path: Path) -> None:
    ana = a_member(username="ana")

    run(app, "blog", a_blog(tmp_path), "--member", "ana", "--audience", "self")

    entry = session().scalars(select(Entry)).one()
    assert (entry.author, entry.audience, entry.source_ref) == (ana, only(ana), "blog:notes:1")


def test_a_blog_is_brought_with_its_authors(app: Flask, tmp_path: Path) -> None:
    answer = run(app, "blog", a_blog(tmp_path), "--create-members", "--name", "nights")

    assert "1 reflections taken.\n" in answer.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "either --member or --create-members"),
        (["--member", "ana", "--create-members"], "either --member or --create-members"),
        (["--member", "nobody"], "There is no member called nobody."),
        (["--member", "ana", "--audience", "team"], "You cannot choose this audience."),
        (["--create-members", "--audience", "self"], "write for the whole organization."),
        (["--member", "ana", "--language", "xx"], "'xx' is not one of 'en', 'de'"),
    ],
)
def test_a_blog_needs_to_know_whose_it_is(app: Flask, tmp_path: Path, words: list[str], sentence: str) -> None:
    a_member(username="ana")

    answer = run(app, "blog", a_blog(tmp_path), *words)

    assert answer.exit_code != 0
    assert sentence in answer.stderr
    assert session().scalars(select(Entry)).all() == []


def test_a_file_that_is_not_there_is_told_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    answer = run(app, "blog", tmp_path / "missing.xml", "--create-members")

    assert (answer.exit_code, answer.stderr.endswith("cannot be read: No such file or directory.\n")) == (1, True)


def test_an_address_within_our_own_network_is_not_fetched(app: Flask) -> None:
    answer = run(app, "blog", "http://127.0.0.1:9/feed", "--create-members")

    assert (answer.exit_code, "private network" in answer.stderr) == (1, True)


def test_people_are_brought_from_a_table(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name;E-Mail\nZoë van Dam;zoe@example.org\n", "utf-8")

    answer = run(app, "people", path)

    assert "1 members taken.\n" in answer.stdout
    assert session().scalars(select(Member)).one().timezone == app.config["DEFAULT_TIMEZONE"]


@pytest.mark.parametrize("signup", ["open", "closed"])
def test_whoever_joins_first_after_an_import_looks_after_the_community(
    app: Flask, visitor: FlaskClient, tmp_path: Path, signup: str
) -> None:
    app.config["SIGNUP"] = signup
    run(app, "stackexchange", a_site(tmp_path), "--site", "care")

    visitor.post("/join", data={"name": "Chi", "email": "chi@example.org", "password": "correct horse battery"})

    chi = member_by_email("chi@example.org")
    assert chi is not None
    assert chi.role == Role.ADMINISTRATOR


def test_whoever_was_on_the_list_signs_in_after_choosing_a_password(
    app: Flask, visitor: FlaskClient, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,email\nAna Lima,ana@example.org\n", "utf-8")
    run(app, "people", path)

    visitor.post(reset_path(session().scalars(select(Member)).one()), data={"password": "correct horse battery"})
    answer = app.test_client().post("/sign-in", data={"identifier": "ana.lima", "password": "correct horse battery"})

    assert (answer.status_code, answer.location) == (303, "/")
