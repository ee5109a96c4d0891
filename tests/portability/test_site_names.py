"""A site is known by the name of the folder that holds its dump."""

from __future__ import annotations

import pytest

from community.portability.site_import import BadSite, Site


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("travel", "travel.stackexchange.com"),
        ("Travel.StackExchange.com", "travel.stackexchange.com"),
        ("https://travel.stackexchange.com/", "travel.stackexchange.com"),
        ("bicycles-meta", "bicycles.meta.stackexchange.com"),
        ("bicycles.meta", "bicycles.meta.stackexchange.com"),
        ("meta", "meta.stackexchange.com"),
        ("stackoverflow", "stackoverflow.com"),
        ("stackoverflow-meta", "meta.stackoverflow.com"),
        ("mathoverflow", "mathoverflow.net"),
    ],
)
def test_a_site_is_known_by_the_name_of_its_folder(name: str, host: str) -> None:
    assert Site.called(name).host == host


@pytest.mark.parametrize("name", ["", "my dump", "../etc", "x" * 99, "käse", "a:b"])
def test_a_folder_may_have_a_name_that_no_site_has(name: str) -> None:
    with pytest.raises(BadSite):
        Site.called(name)
