"""The style guide is for those who design, and for nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.factories import a_member


def test_it_shows_every_component_while_developing(app: Flask, as_member: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "debug", True)
    assert as_member(a_member()).get("/styleguide").status_code == 200


def test_it_is_not_there_otherwise(app: Flask, as_member: Any) -> None:
    assert as_member(a_member()).get("/styleguide").status_code == 404
