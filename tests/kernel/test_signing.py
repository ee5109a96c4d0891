"""A key that is changed: what the old one signed stays good as long as it is kept, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from community.kernel.mail.addresses import bounce_address, bounced_mail_of
from community.kernel.signing import signed, unsigned
from community.programs import links
from tests.factories import a_member

OLD, NEW = "a key for tests only", "a key that came later"
AGE = timedelta(hours=1)


@pytest.mark.parametrize(("kept", "is_good"), [([OLD], True), (["another one", OLD], True), ([], False)])
def test_what_an_old_key_signed(app: Flask, as_member: Any, kept: list[str], is_good: bool) -> None:
    app.config["MAIL_INBOX"] = "learn@example.org"
    word, answer, bounce = signed("join", 7), links.answer_path(1, 2, datetime.now(UTC)), bounce_address(9)
    browser = as_member(a_member("Ana"))

    app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"] = NEW, kept
    assert (unsigned("join", word, AGE) == 7) is is_good
    assert (links.opened(answer.removeprefix(links.PATH)) is not None) is is_good
    assert (bounced_mail_of(bounce) == 9) is is_good
    assert (browser.get("/settings").status_code == 200) is is_good

    new = signed("join", 8)
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert unsigned("join", new, AGE) == 8
