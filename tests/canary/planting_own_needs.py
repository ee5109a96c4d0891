"""Planting own needs, which are for their owner, and for those to whom they are shown."""

from __future__ import annotations

from community.own_needs.models import OwnNeedState
from community.own_needs.service import Text, end_need, write_need
from tests.canary.people import READERS, Cast
from tests.canary.planting import Aviary, words


def plant_own_needs(cast: Cast, aviary: Aviary) -> None:
    """One for each audience, half of them ended."""
    author = cast.people["author"]
    for place, (name, audience) in enumerate(sorted(cast.audiences.items())):
        if name == "public":
            continue  # strangers have no page of needs
        title, body, tag = words()
        outcome, *_rest = words()
        need = write_need(Text(title, tag, plan=body), by=author, audience=audience)
        end_need(need, OwnNeedState.MET if place % 2 else OwnNeedState.OPEN, outcome, by=author)
        aviary.readers.update(dict.fromkeys((title, body, tag, outcome), READERS[name]))
