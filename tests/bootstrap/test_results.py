"""The sum at the end tells what the runs reported, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.bootstrap.results import Totals, coverage_figure, figures, totals

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" tests="6">
<testcase name="test_well"/>
<testcase name="test_badly"><failure message="assert 1 == 2">...</failure></testcase>
<testcase name="test_broken"><error message="failed on setup">...</error></testcase>
<testcase name="test_left_out"><skipped type="pytest.skip" message="no browser"/></testcase>
<testcase name="test_as_feared"><skipped type="pytest.xfail" message="a known limit"/></testcase>
<testcase name="test_well_too"><system-out>words</system-out></testcase>
</testsuite></testsuites>
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with one test of each outcome, and two that went well."""
    file = tmp_path / "report.xml"
    file.write_text(REPORT)
    return file


def test_each_test_is_counted_by_its_outcome(report: Path) -> None:
    assert totals(report) == Totals(passed=3, failed=2, skipped=1)


def test_a_run_without_a_report_ran_no_test(tmp_path: Path) -> None:
    assert totals(tmp_path / "never written.xml") == Totals()


def test_the_runs_on_two_databases_are_added_up() -> None:
    assert Totals(3, 1, 2) + Totals(4, 0, 1) == Totals(7, 1, 3)


def test_the_sum_is_said_in_plain_words() -> None:
    assert str(Totals(12, 0, 3)) == "12 passed, 0 failed, 3 skipped"


def test_figures_are_told_once_each_in_their_order(tmp_path: Path) -> None:
    notes = tmp_path / "figures"
    notes.write_text("figure b 2 count\nfigure a 1 count\nfigure b 2 count\n")

    assert figures(notes) == ["figure b 2 count", "figure a 1 count"]


def test_a_line_that_is_no_figure_is_not_told(tmp_path: Path) -> None:
    notes = tmp_path / "figures"
    notes.write_text("something else\nfigure a 1 count\n\n")

    assert figures(notes) == ["figure a 1 count"]


def test_tests_that_measured_nothing_leave_no_figures(tmp_path: Path) -> None:
    assert figures(tmp_path / "never written") == []


def test_coverage_is_one_figure(tmp_path: Path) -> None:
    file = tmp_path / "coverage.json"
    file.write_text('{"totals": {"percent_covered": 93.2544}}')

    assert coverage_figure(file) == ["figure coverage 93.3 percent"]


def test_without_a_coverage_report_no_figure_is_invented(tmp_path: Path) -> None:
    assert coverage_figure(tmp_path / "never written") == []
