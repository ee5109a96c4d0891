"""A list of people is understood as it comes out of a spreadsheet, and each mistake is told with its line."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.portability.people_csv import LineProblem, PeopleFile, Person, read_people


def people_in(text: str, encoding: str = "utf-8") -> PeopleFile:
    return read_people(text.encode(encoding))


def only(file: PeopleFile) -> Person:
    assert file.problems == ()
    (person,) = file.people
    return person


def problem_in(text: str) -> LineProblem:
    (problem,) = people_in(text).problems
    return problem


def test_a_full_line_is_a_whole_person() -> None:
    text = (
        "Name,E-mail,Username,Department,Manager email,Role,Job title,Language,Time zone\n"
        "Ana Silva,Ana@Example.org,ana,Ward 3,Ben@example.org,Learning coach,Nurse,German,europe/berlin\n"
    )

    assert only(people_in(text)) == Person(
        line=2,
        name="Ana Silva",
        email="ana@example.org",
        username="ana",
        team="Ward 3",
        manager="ben@example.org",
        role="coach",
        title="Nurse",
        language="de",
        time_zone="Europe/Berlin",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = f"name{delimiter}email{delimiter}team\nAna{delimiter}ana@example.org{delimiter}Ward, third; left\n"
    row = only(people_in(text.replace("Ward, third; left", '"Ward, third; left"')))

    assert (row.name, row.email, row.team) == ("Ana", "ana@example.org", "Ward, third; left")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    file = people_in("Name;E-Mail-Adresse;Abteilung\r\nJörg Müßig;joerg@example.org;Küche\r\n", encoding)

    assert (only(file).name, only(file).team) == ("Jörg Müßig", "Küche")


def test_a_spreadsheet_s_own_first_line_is_passed_over() -> None:
    assert only(people_in("sep=;\r\nname;email\r\nAna;ana@example.org\r\n")).line == 3


@pytest.mark.parametrize(
    ("headers", "person"),
    [
        ("Vorname;Nachname;E-Mail", "Ana;Silva;ana@example.org"),
        ("FIRST NAME;last_name;email", "Ana;Silva;ana@example.org"),
        ("Anzeigename;Mailadresse", "Ana Silva;ana@example.org"),
        ("  Full-Name ;eMail", "Ana Silva;<mailto:ana@example.org>"),
    ],
)
def test_headers_are_understood_in_english_and_german(headers: str, person: str) -> None:
    found = only(people_in(f"{headers}\n{person}\n"))

    assert (found.name, found.email) == ("Ana Silva", "ana@example.org")


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("utc", "UTC"),
    ],
)
def test_time_zones_are_understood_as_people_and_programs_write_them(written: str, zone: str) -> None:
    assert only(people_in(f"name,email,time zone\nAna,ana@example.org,{written}\n")).time_zone == zone


@pytest.mark.parametrize(("written", "tag"), [("de", "de"), ("de_AT", "de-AT"), ("Englisch", "en"), ("french", "fr")])
def test_languages_are_understood_by_tag_and_by_name(written: str, tag: str) -> None:
    assert only(people_in(f"name,email,Sprache\nAna,ana@example.org,{written}\n")).language == tag


# --- mistakes ------------------------------------------------------------------------------------------


def test_a_file_without_headers_is_told_what_to_begin_with() -> None:
    problem = problem_in("Ana Silva,ana@example.org\n")

    assert (problem.line, problem.is_left_out) == (1, True)
    assert "name, email, team, manager" in problem.remedy


@pytest.mark.parametrize(
    ("line", "column", "is_left_out"),
    [
        ("Ana,ana at example,,,", "email", True),
        ("Ana,,,,", "email", True),
        ("Ana,ana@example.org,emperor,,", "role", False),
        ("Ana,ana@example.org,,Klingon?,", "language", False),
        ("Ana,ana@example.org,,,Mars/Olympus", "time_zone", False),
        (",ana@example.org,,,", "name", False),
        ("A" * 121 + ",ana@example.org,,,", "name", True),
    ],
)
def test_each_mistake_names_its_line_its_column_and_a_remedy(line: str, column: str, is_left_out: bool) -> None:
    file = people_in(f"name,email,role,language,time zone\nBen,ben@example.org,,,\n{line}\n")

    (problem,) = file.problems
    assert (problem.line, problem.field, problem.is_left_out) == (3, column, is_left_out)
    assert problem.problem
    assert problem.remedy
    assert len(file.people) == 1 + (not is_left_out)


def test_a_person_without_a_name_is_called_by_the_address() -> None:
    assert people_in("email\nana.silva@example.org\n").people[0].name == "Ana Silva"


def test_the_second_line_for_one_person_is_left_out() -> None:
    file = people_in("name,email\nAna,ana@example.org\nBen,ben@example.org\nAna S,ANA@example.org\n")

    assert [person.name for person in file.people] == ["Ana", "Ben"]
    assert file.problems[0].problem == "The same person is already in line 2."


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    file = people_in('name,email,team\n"Ana\nSilva",ana@example.org,x\n\nBen,nobody,y\n')

    assert (file.people[0].line, file.people[0].name, file.problems[0].line) == (2, "Ana Silva", 5)


def test_columns_that_mean_nothing_are_named() -> None:
    assert people_in("name,email,shoe size\nAna,ana@example.org,38\n").unknown_headers == ("shoe size",)


def test_a_cell_longer_than_any_name_ends_the_list_and_is_told() -> None:
    file = people_in(f"name,email\nAna,ana@example.org\n{'x' * 200_000},ben@example.org\n")

    assert ([person.name for person in file.people], file.problems[0].remedy) == (["Ana"], "Save it as CSV again.")


def test_a_username_is_enough_to_sign_in_with() -> None:
    assert only(people_in("name,username\nAna,ana\n")).username == "ana"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xff\xfe", b"\x00\x00", b"name,email", b'name,email\n"unclosed'])
def test_next_to_nothing_lists_nobody(data: bytes) -> None:
    assert read_people(data).people == ()


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_file_at_all_breaks_the_reader(data: bytes) -> None:
    read_people(b"name,email,role\n" + data)


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Z"]), min_size=1, max_size=10)


@settings(deadline=None)
@given(names=st.lists(cells, min_size=1, max_size=5), delimiter=st.sampled_from(",;\t"))
def test_whatever_a_program_quotes_is_read_back(names: list[str], delimiter: str) -> None:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["name", "email"])
    writer.writerows([name, f"p{number}@example.org"] for number, name in enumerate(names))

    assert [person.name for person in people_in(out.getvalue()).people] == names
