"""What is documented is what there is."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from community import events
from community.config import SETTINGS, Setting
from community.factory import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"


def commands() -> Iterator[str]:
    """Every command as it is typed."""
    for group in COMMANDS:
        assert isinstance(group, click.Group)
        yield from (f"flask {group.name} {name}" for name in group.commands)


def happenings() -> list[str]:
    """Every event of the catalogue."""
    found = (c for c in vars(events).values() if inspect.isclass(c) and dataclasses.is_dataclass(c))
    return [c.__name__ for c in found if c is not events.Happening]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_every_setting_is_explained(setting: Setting) -> None:
    text = (DOCS / "settings.md").read_text()
    assert f"`{setting.name}`" in text
    assert setting.meaning in text


@pytest.mark.parametrize("name", happenings())
def test_every_event_is_explained(name: str) -> None:
    assert f"`{name}`" in (DOCS / "events.md").read_text()


@pytest.mark.parametrize("command", list(commands()))
def test_every_command_is_explained(command: str) -> None:
    assert f"`{command}`" in (DOCS / "commands.md").read_text()
