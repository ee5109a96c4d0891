"""A damaged or hostile dump costs the rows that it spoiled, never the import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from community.portability.stackexchange import Dump
from tests.portability.dumps import ANSWER, QUESTION, write_csv, write_xml


def test_characters_that_xml_forbids_cost_no_row(tmp_path: Path) -> None:
    path = write_xml(tmp_path, "Posts.xml", [QUESTION | {"Title": "What ZZZ now?"}, ANSWER])
    path.write_bytes(path.read_bytes().replace(b"ZZZ", b"&#x0;\x01&#31;is&#xB;"))
    dump = Dump(tmp_path)

    assert [post.title for post in dump.posts()] == ["What is now?", ""]
    assert dump.report.lines == []


def test_a_row_cut_in_the_middle_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    path = write_xml(tmp_path, "Posts.xml", [QUESTION, ANSWER, QUESTION])
    path.write_bytes(path.read_bytes()[:-40])
    dump = Dump(tmp_path)

    assert [post.id for post in dump.posts()][:2] == [1, 2]
    assert dump.report.skipped.total() > 0


def test_a_packed_table_that_ends_too_early_gives_what_is_there(tmp_path: Path) -> None:
    rows = "".join(f"{number},tag-{number * 7919 % 1000},{number}\n" for number in range(20_000))
    path = write_csv(tmp_path, "Tags.csv.gz", f"Id,TagName,Count\n{rows}")
    path.write_bytes(path.read_bytes()[:-5000])
    dump = Dump(tmp_path)

    assert 0 < len(list(dump.tags())) < 20_000
    assert list(dump.report.skipped) == ["the file cannot be read to its end"]


def test_a_table_that_is_no_table_is_told(tmp_path: Path) -> None:
    (tmp_path / "Tags.csv.gz").write_bytes(b"not packed at all")
    (tmp_path / "Users.xml").write_bytes(b"")
    (tmp_path / "Votes.csv").write_bytes(b"")
    dump = Dump(tmp_path)

    assert [list(dump.tags()), list(dump.users()), list(dump.votes())] == [[], [], []]
    assert dump.report.skipped.total() >= 1


def test_a_line_with_too_many_cells_is_told(tmp_path: Path) -> None:
    write_csv(tmp_path, "Tags.csv", "Id,TagName\n1,tea\n2,a,b,c\n\n3,milk\n")
    dump = Dump(tmp_path)

    assert [tag.name for tag in dump.tags()] == ["tea", "milk"]
    assert [line.where for line in dump.report.lines] == ["Tags.csv, line 3"]


def test_a_cell_longer_than_any_post_is_told(tmp_path: Path) -> None:
    write_csv(tmp_path, "Tags.csv", f"Id,TagName\n1,{'x' * 200_000}\n2,tea\n")
    dump = Dump(tmp_path)

    assert [tag.name for tag in dump.tags()] == ["tea"]
    assert list(dump.report.skipped) == ["the line is not valid CSV"]


def test_entities_that_multiply_are_not_expanded(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    (tmp_path / "Tags.xml").write_text(
        f'<!DOCTYPE t [<!ENTITY e0 "ha">{entities}]><tags><row Id="1" TagName="&e8;"/></tags>'
    )

    assert all(len(tag.name) < 1_000_000 for tag in Dump(tmp_path).tags())


def test_an_entity_that_names_a_file_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    (tmp_path / "Tags.xml").write_text(
        f'<!DOCTYPE t [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        '<tags><row Id="1" TagName="tea">&s;</row><row Id="2" TagName="&s;"/></tags>'
    )

    assert "hidden" not in str(list(Dump(tmp_path).tags()))


def test_reading_a_table_again_accounts_for_it_once(tmp_path: Path) -> None:
    write_xml(tmp_path, "Posts.xml", [QUESTION | {"Id": "x"}])
    dump = Dump(tmp_path)

    assert [list(dump.posts()), list(dump.posts())] == [[], []]
    assert dump.report.skipped.total() == 1


def test_a_large_table_is_streamed(tmp_path: Path) -> None:
    def lines() -> Iterator[str]:
        yield '<?xml version="1.0"?><votes>'
        for number in range(50_000):
            yield f'<row Id="{number}" PostId="1" VoteTypeId="2" CreationDate="2024-01-01T00:00:00" />'
        yield "</votes>"

    (tmp_path / "Votes.xml").write_text("\n".join(lines()))
    votes = Dump(tmp_path).votes()

    assert next(votes).id == 0
    assert sum(1 for _vote in votes) == 49_999
