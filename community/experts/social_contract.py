"""How much may be asked of a member, and how long a question waits: this site's settings."""

from __future__ import annotations

from flask import current_app

from community.experts.ladder import Patience


def weekly_load() -> int:
    """The most questions that one person is invited to answer in a week."""
    return int(current_app.config["EXPERTS_WEEKLY_INVITATIONS"])


def patience() -> Patience:
    """How many days each step of a question lasts."""
    values = current_app.config
    return Patience(values["EXPERTS_ANSWER_DAYS"], values["EXPERTS_COMMUNITY_DAYS"])


def steward_username() -> str:
    """Who looks after what stays unanswered; empty where the site names nobody."""
    return str(current_app.config["EXPERTS_STEWARD"]).strip()
