"""Planting offers of support, whose words are for those to whom they are made and for whoever made them."""

from __future__ import annotations

from community.support.service import Text, offer_support
from tests.canary.people import READERS, Cast
from tests.canary.planting import Aviary, words


def plant_offers(cast: Cast, aviary: Aviary) -> None:
    """One offer of the manager to the organization, and one to the team."""
    for name in ("organization", "team"):
        title, body, tag = words()
        offer_support(Text(title, body, "session", tag), by=cast.people["manager"], audience=cast.audiences[name])
        aviary.readers.update(dict.fromkeys((title, body, tag), READERS[name]))
