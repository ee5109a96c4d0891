"""A browser and a PostgreSQL server are found where distributions put them."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.bootstrap.machine import Which, chromium, postgres_programs


def program(place: Path) -> Path:
    """An empty file in place of a program."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    return place


def server(folder: Path) -> Path:
    """A folder with the programs of a PostgreSQL server."""
    program(folder / "initdb")
    program(folder / "postgres")
    return folder


def on_path(*programs: Path) -> Which:
    """A path that holds these programs."""
    by_name = {place.name: str(place) for place in programs}
    return by_name.get


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
def test_a_chromium_is_found_under_each_of_its_names(tmp_path: Path, name: str) -> None:
    browser = program(tmp_path / name)

    assert chromium(which=on_path(browser), apps=[]) == browser


def test_chromium_is_preferred_to_chrome(tmp_path: Path) -> None:
    chrome, wanted = program(tmp_path / "google-chrome"), program(tmp_path / "chromium")

    assert chromium(which=on_path(chrome, wanted), apps=[]) == wanted


def test_a_browser_that_is_an_application_is_found(tmp_path: Path) -> None:
    app = program(tmp_path / "Chromium.app" / "Chromium")

    assert chromium(which=on_path(), apps=[app]) == app


def test_a_machine_without_a_browser_has_none(tmp_path: Path) -> None:
    assert chromium(which=on_path(), apps=[tmp_path / "not there"]) is None


def test_a_server_on_the_path_is_found(tmp_path: Path) -> None:
    folder = server(tmp_path / "bin")

    assert postgres_programs(which=on_path(folder / "initdb"), folders=[]) == folder


def test_the_newest_server_off_the_path_is_taken(tmp_path: Path) -> None:
    for version in (9, 15, 17):
        server(tmp_path / f"usr/lib/postgresql/{version}/bin")

    found = postgres_programs(which=on_path(), top=tmp_path)

    assert found == tmp_path / "usr/lib/postgresql/17/bin"


def test_the_client_alone_is_no_server(tmp_path: Path) -> None:
    program(tmp_path / "usr/lib/postgresql/15/bin/psql")

    assert postgres_programs(which=on_path(), top=tmp_path) is None
