"""The account of an import says what was taken and what was not, and never grows without bound."""

from __future__ import annotations

from community.portability.report import Report, ReportLine


def test_the_account_tells_what_was_taken_and_why_the_rest_was_not() -> None:
    report = Report()
    report.take("answers", 3)
    report.take("questions", 20)
    report.skip("the date cannot be read", "posts.xml, line 7")
    report.skip("already here", count=4)

    assert report.sentences() == [
        "20 questions taken.",
        "3 answers taken.",
        "4 left out: already here.",
        "1 left out: the date cannot be read.",
        "posts.xml, line 7: the date cannot be read.",
    ]


def test_an_import_of_nothing_says_so() -> None:
    assert Report().sentences() == ["Nothing was taken."]


def test_only_the_first_places_are_kept_but_all_are_counted() -> None:
    report = Report(lines_kept=2)
    for line in range(5):
        report.skip("bad", f"line {line}")

    assert report.lines == [ReportLine("line 0", "bad"), ReportLine("line 1", "bad")]
    assert report.skipped["bad"] == 5
    assert report.sentences()[-1] == "Only the first 2 places are named."


def test_the_parts_of_an_import_add_up() -> None:
    whole, part = Report(lines_kept=2), Report()
    whole.skip("bad", "a")
    whole.take("tags")
    part.take("tags", 2)
    for place in "bcd":
        part.skip("bad", place)

    whole.include(part)

    assert (whole.taken, whole.skipped, [line.where for line in whole.lines]) == (
        {"tags": 3}, {"bad": 4}, ["a", "b"],
    )  # fmt: skip


def test_reasons_with_percent_signs_are_told_as_they_are() -> None:
    report = Report()
    report.skip("100 %s full", "50%")

    assert report.sentences()[1:] == ["1 left out: 100 %s full.", "50%: 100 %s full."]
