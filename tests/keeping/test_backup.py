"""`flask backup`: what is kept while people write comes back as it was, or nothing does."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from community.accounts.models import Member
from community.entries.comments import comment
from community.entries.kinds import Kind
from community.entries.models import Entry
from community.keeping.fingerprints import Fingerprint
from community.keeping.manifest import Manifest
from community.keeping.parcel import DATABASE, packing, unpacked
from community.keeping.sealing import MAGIC, PIECE, SALT_BYTES, TAG_BYTES
from community.kernel.bus import WAITING, EventDelivery
from community.kernel.db import commit, db, session
from community.kernel.jobs import jobs
from tests.entries.pictures import a_picture, sent
from tests.factories import a_comment, a_member, a_question, an_answer, an_entry
from tests.keeping.place import Place
from tests.keeping.rows import fill_every_table

DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing left": lambda _data: b"",
    "a beginning": lambda data: data[:20],
    "half of it": lambda data: data[: len(data) // 2],
    "all but the last byte": lambda data: data[:-1],
    "another first byte": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "another byte in the middle": lambda data: data[: len(data) // 2] + b"\0\xff\0" + data[len(data) // 2 + 3 :],
    "another last byte": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "words": lambda _data: b"Not a backup at all." * 50,
}


@pytest.fixture
def filled(place: Place, as_member: Any) -> Place:
    """A place with people, what they wrote, and their pictures."""
    ana, ben = a_member("Ana"), a_member("Ben")
    question = a_question(author=ana, title="Wie fängt man an? 漢字 🦉")
    a_comment(an_answer(question, author=ben), by=ana)
    sent(as_member(ana), color="#00ff00")
    as_member(ben).post("/settings/photo", data={"photo": (io.BytesIO(a_picture()), "me.png")})
    return place


def keep_key(place: Place, key: str = "a long key 🗝\n") -> Path:
    """A file with a key in it."""
    path = place.folder / "key"
    path.write_text(key)
    return path


def nothing_is_there(place: Place) -> bool:
    """Whether the place is as empty as it was."""
    rows = {name: table.rows for name, table in place.tables().items() if table.rows}
    return rows == {"audience": 2} and not place.pictures() and not list(place.folder.glob("**/.restoring-*"))


def test_everything_comes_back(filled: Place) -> None:
    tables, pictures = filled.tables(), filled.pictures()
    filled.create()
    filled.become_empty()
    assert (filled.tables(), filled.pictures()) != (tables, pictures)

    answer = filled.run("backup", "restore", filled.backup)

    assert answer.exit_code == 0, answer.output
    assert (filled.tables(), filled.pictures()) == (tables, pictures)
    assert len(pictures) == 2


def test_every_kind_of_value_comes_back(place: Place) -> None:
    fill_every_table()
    tables = place.tables()
    assert min(table.rows for table in tables.values()) == 2
    place.create()
    place.become_empty()

    place.run("backup", "restore", place.backup)

    assert place.tables() == tables


def test_what_came_back_is_found_and_goes_on(filled: Place, as_member: Any) -> None:
    filled.create()
    filled.become_empty()
    filled.run("backup", "restore", filled.backup)

    page = as_member(a_member("Chi")).get("/search?q=fängt").get_data(as_text=True)

    assert "Wie fängt man an?" in page.replace("<mark>", "").replace("</mark>", "")


def test_each_table_is_told(filled: Place) -> None:
    filled.create()
    filled.become_empty()

    lines = filled.run("backup", "restore", filled.backup).stdout.splitlines()

    assert [line.split()[1:3] for line in lines if line.startswith("member ")] == [["2", "2"]]
    assert all(line.endswith("the same") for line in lines[1:-1])
    assert lines[-1].startswith("Everything is back: 2 pictures")


def test_what_is_written_meanwhile_is_there_whole_or_not_at_all(app: Flask, place: Place) -> None:
    question = a_question()
    key, author = question.entry_id, a_member().id
    stop, wrote = threading.Event(), threading.Semaphore(0)

    def write() -> None:
        with app.app_context():
            while not stop.is_set():
                entry = session().get_one(Entry, key)
                comment(entry, by=a_member(), source="A remark.", privately=False)
                commit()
                wrote.release()

    def written() -> int:
        with db.engine.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(Entry)) or 0

    db.session.remove()
    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert wrote.acquire(timeout=60)
        while True:
            before = written()
            place.create()
            if written() > before + 2:  # somebody wrote while the backup was made
                break
            place.backup.unlink()
    finally:
        stop.set()
        writer.join(60)
    place.become_empty()
    assert place.run("backup", "restore", place.backup).exit_code == 0

    comments = session().scalar(sa.select(sa.func.count()).where(Entry.kind == Kind.COMMENT.value)) or 0
    assert comments >= before - 1
    assert session().get_one(Entry, key).comment_count == comments
    assert session().get(Member, author) is not None


def test_what_was_due_is_done_after_it_came_back(app: Flask, place: Place) -> None:
    app.config["JOBS"] = "worker"
    a_comment(an_entry())
    waiting = sa.select(sa.func.count()).where(EventDelivery.state == WAITING)
    before = session().scalar(waiting)
    assert before
    place.create()
    place.become_empty()
    place.run("backup", "restore", place.backup)
    assert session().scalar(waiting) == before
    db.session.remove()

    jobs.run_due()

    assert session().scalar(waiting) == 0


def test_a_picture_that_is_half_written_is_left_out(filled: Place) -> None:
    (filled.uploads / "images" / "unfinished.webp.part").write_bytes(b"half")

    manifest = unpacked(filled.create(), b"", lambda _name: None)

    assert len(manifest.files) == 3


def test_a_folder_gets_a_file_named_by_the_moment(place: Place) -> None:
    answer = place.run("backup", "create", place.folder)

    (made,) = place.folder.glob("commonplace-*.backup")
    assert str(made) in answer.stdout


def test_a_backup_is_for_who_made_it_alone(place: Place) -> None:
    assert place.create().stat().st_mode & 0o777 == 0o600


def test_a_backup_replaces_nothing(place: Place) -> None:
    place.backup.write_text("An older one.")

    answer = place.run("backup", "create", place.backup)

    assert (answer.exit_code, place.backup.read_text()) == (1, "An older one.")
    assert "is there already" in answer.stderr


def test_a_backup_that_fails_leaves_no_file(place: Place) -> None:
    answer = place.run("backup", "create", place.folder / "no such folder" / "all.backup")

    assert answer.exit_code == 1
    assert [path.name for path in place.folder.iterdir()] == []


@pytest.mark.parametrize("way", ["--key-file", "BACKUP_KEY"])
def test_with_a_key_nobody_reads_it_without(filled: Place, way: str) -> None:
    tables = filled.tables()
    if way == "BACKUP_KEY":
        filled.app.config["BACKUP_KEY"] = "a long key"
    given = ("--key-file", keep_key(filled)) if way == "--key-file" else ()
    filled.create(*given)
    filled.become_empty()

    filled.app.config["BACKUP_KEY"] = ""
    without = filled.run("backup", "restore", filled.backup)
    assert without.exit_code == 1
    assert "This backup is encrypted." in without.stderr
    assert nothing_is_there(filled)

    filled.app.config["BACKUP_KEY"] = "a long key" if way == "BACKUP_KEY" else ""
    assert filled.run("backup", "restore", filled.backup, *given).exit_code == 0
    assert filled.tables() == tables


def test_another_key_does_not_open_it(filled: Place) -> None:
    filled.create("--key-file", keep_key(filled))
    filled.become_empty()

    answer = filled.run("backup", "restore", filled.backup, "--key-file", keep_key(filled, "another key"))

    assert (answer.exit_code, "This key does not open the backup" in answer.stderr) == (1, True)
    assert nothing_is_there(filled)


def test_an_empty_key_is_no_key(place: Place) -> None:
    answer = place.run("backup", "create", place.backup, "--key-file", keep_key(place, " \n"))

    assert (answer.exit_code, "holds no key" in answer.stderr, place.backup.exists()) == (1, True, False)


@pytest.mark.parametrize("key", ["", "a long key"], ids=["open", "encrypted"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_refused_in_a_sentence(place: Place, damage: Callable[[bytes], bytes], key: str) -> None:
    a_member()
    place.app.config["BACKUP_KEY"] = key
    place.create()
    place.backup.write_bytes(damage(place.backup.read_bytes()))
    place.become_empty()

    answer = place.run("backup", "restore", place.backup)

    assert (answer.exit_code, type(answer.exception)) == (1, SystemExit)
    assert "Nothing was changed." in answer.stderr
    assert nothing_is_there(place)


def test_a_sealed_backup_that_ends_between_two_pieces_is_refused(filled: Place) -> None:
    filled.app.config["BACKUP_KEY"] = "a long key"
    noise = filled.uploads / "images" / "noise.webp"
    noise.write_bytes(Random(3).randbytes(3 * PIECE))
    whole = filled.create().read_bytes()
    filled.backup.write_bytes(whole[: len(MAGIC) + SALT_BYTES + 2 * (PIECE + TAG_BYTES)])

    answer = filled.run("backup", "verify", filled.backup)

    assert (answer.exit_code, "Nothing was changed." in answer.stderr) == (1, True)


def changed(place: Place, **facts: Any) -> None:
    """Pack the backup again, with another manifest; values may be made from what was there."""
    folder = place.folder / "unpacked"
    manifest = unpacked(place.backup, b"", lambda name: folder / name)
    place.backup.unlink()
    given = {name: value(getattr(manifest, name)) if callable(value) else value for name, value in facts.items()}
    with packing(place.backup, b"") as parcel:
        for name in manifest.files:
            parcel.add(name, folder / name)
        parcel.finish(Manifest(**{**vars(manifest), **given}))


def test_a_backup_of_a_newer_version_is_refused(filled: Place) -> None:
    filled.create()
    changed(filled, revision="9999")
    filled.become_empty()

    answer = filled.run("backup", "restore", filled.backup)

    assert (answer.exit_code, "made by a newer version" in answer.stderr) == (1, True)
    assert nothing_is_there(filled)


def test_a_backup_that_is_written_in_a_newer_way_is_refused(filled: Place) -> None:
    filled.create()
    changed(filled, format=2)

    answer = filled.run("backup", "verify", filled.backup)

    assert (answer.exit_code, "made by a newer version" in answer.stderr) == (1, True)


@pytest.mark.parametrize("different", [Fingerprint(3, "0" * 16), Fingerprint(2, "0" * 16)], ids=["rows", "content"])
def test_other_rows_than_the_backup_says_do_not_come_in(filled: Place, different: Fingerprint) -> None:
    filled.create()
    changed(filled, tables=lambda tables: tables | {"member": different})
    filled.become_empty()

    answer = filled.run("backup", "restore", filled.backup)

    assert (answer.exit_code, "is not what the backup says" in answer.stderr) == (1, True)
    assert [line.split()[0] for line in answer.stdout.splitlines() if line.endswith("DIFFERENT")] == ["member"]
    assert nothing_is_there(filled)


def test_a_picture_that_is_missing_is_noticed(filled: Place) -> None:
    filled.create()
    changed(filled, files=lambda files: files | {"uploads/images/gone.webp": files[DATABASE]})
    filled.become_empty()

    answer = filled.run("backup", "restore", filled.backup)

    assert (answer.exit_code, nothing_is_there(filled)) == (1, True)


@pytest.mark.parametrize("name", ["../outside", "/outside", "uploads/../../outside", "other/file", "uploads/.hidden"])
def test_a_backup_puts_no_file_elsewhere(place: Place, name: str) -> None:
    (place.folder / "harmless").write_text("Harmless.")
    place.create()
    manifest = unpacked(place.backup, b"", lambda name: place.folder / name)
    place.backup.unlink()
    with packing(place.backup, b"") as parcel:
        parcel.add(DATABASE, place.folder / DATABASE)
        parcel.add(name, place.folder / "harmless")
        parcel.finish(Manifest(**{**vars(manifest), "files": parcel.files}))
    place.become_empty()

    answer = place.run("backup", "restore", place.backup)

    assert (answer.exit_code, nothing_is_there(place)) == (1, True)


def test_a_filled_database_is_left_alone(filled: Place) -> None:
    filled.create()
    for path in filled.uploads.rglob("*.webp"):
        path.unlink()
    for folder in filled.uploads.iterdir():
        folder.rmdir()
    before = filled.tables()

    answer = filled.run("backup", "restore", filled.backup)

    assert (answer.exit_code, "This database is not empty: the table " in answer.stderr) == (1, True)
    assert (filled.tables(), filled.pictures()) == (before, {})


def test_a_filled_folder_is_left_alone(filled: Place) -> None:
    filled.create()
    pictures = filled.pictures()
    db.session.remove()
    filled.engine.reset(filled.app)

    answer = filled.run("backup", "restore", filled.backup)

    assert (answer.exit_code, "is not empty" in answer.stderr) == (1, True)
    assert filled.pictures() == pictures


def test_notes_of_background_work_do_not_fill_a_place(app: Flask, filled: Place) -> None:
    filled.create()
    filled.become_empty()
    jobs.run_due()
    assert filled.tables()["duty_run"].rows

    assert filled.run("backup", "restore", filled.backup).exit_code == 0


def test_verifying_counts_and_changes_nothing(filled: Place) -> None:
    filled.create()
    filled.become_empty()

    answer = filled.run("backup", "verify", filled.backup)

    assert answer.exit_code == 0, answer.output
    lines = answer.stdout.splitlines()
    assert [line.split()[1:3] for line in lines if line.startswith("member ")] == [["2", "2"]]
    assert lines[-1].startswith("The backup is whole: 2 pictures")
    assert nothing_is_there(filled)


def test_verifying_notices_other_rows_than_it_says(filled: Place) -> None:
    filled.create()
    changed(filled, tables=lambda tables: tables | {"member": Fingerprint(3, "0" * 16)})

    answer = filled.run("backup", "verify", filled.backup)

    assert (answer.exit_code, "is not what was written" in answer.stderr) == (1, True)
