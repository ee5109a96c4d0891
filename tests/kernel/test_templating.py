"""Moments as readers see them."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from flask_login import login_user

from community.kernel import templating
from tests.factories import a_member

LATE = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


def seen(app: Flask, zone: str) -> tuple[str, str]:
    """The moment and its day as somebody in `zone` sees them."""
    member = a_member()
    member.timezone = zone
    with app.app_context(), app.test_request_context():
        login_user(member)
        return templating.moment(LATE), templating.day(LATE)


def test_the_same_moment_is_another_day_elsewhere(app: Flask) -> None:
    assert seen(app, "Europe/London") == ("Mar 1, 2026, 8:30\u202fPM", "Mar 1, 2026")
    assert seen(app, "Asia/Tokyo") == ("Mar 2, 2026, 5:30\u202fAM", "Mar 2, 2026")
    assert seen(app, "Europe/London") == ("Mar 1, 2026, 8:30\u202fPM", "Mar 1, 2026")
