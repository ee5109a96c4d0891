"""What operators copy names settings, commands and addresses that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from community.config import SETTINGS
from community.paths import ROOT

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.name != ".env")
OF_THE_COMPOSITION = {"SITE_HOST", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD"}
NAMED = re.compile(r"^ *(?:ENV )?([A-Z][A-Z_]{3,})[=:]", re.MULTILINE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DEPLOY)))
def test_each_setting_that_is_named_is_one(path: Path) -> None:
    known = {setting.name for setting in SETTINGS} | {"SECRET_KEY"} | OF_THE_COMPOSITION
    named = set(NAMED.findall(path.read_text()))
    assert named <= known


def test_each_command_that_is_run_is_one(site: Flask) -> None:
    written = "\n".join(path.read_text().replace('", "', " ") for path in FILES)
    run = set(re.findall(r"flask --app app (\w+) (\w+)", written))
    assert ("jobs", "run") in run
    assert {group for group, _verb in run} <= set(site.cli.commands)
    assert all(verb in site.cli.commands[group].commands for group, verb in run)  # type: ignore[attr-defined]  # each is a group


def test_the_address_that_is_asked_is_one(site: Flask) -> None:
    asked = {word for path in FILES for word in re.findall(r"/(?:ready|health)z\b", path.read_text())}
    assert asked <= {rule.rule for rule in site.url_map.iter_rules()}
    assert asked == {"/readyz"}
