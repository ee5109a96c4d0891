"""Planting barriers, whose words are for those who were told and for whoever raised them."""

from __future__ import annotations

from community.barriers.models import BarrierState
from community.barriers.service import Text, answer_barrier, raise_barrier, take_on
from tests.canary.people import READERS, Cast
from tests.canary.planting import Aviary, words

LOOK_AFTER = frozenset({"coach", "administrator"})


def plant_barriers(cast: Cast, aviary: Aviary) -> None:
    """One for the organization and one for the team, both answered; and one without a name, not shown yet."""
    for name in ("organization", "team"):
        title, body, tag = words()
        answer, *_rest = words()
        by = cast.people["author"]
        barrier = raise_barrier(Text(title, body, tag), by=by, audience=cast.audiences[name], is_named=True)
        take_on(barrier, by=cast.people["manager"])
        answer_barrier(barrier, BarrierState.LOOKED_AT, answer, by=cast.people["manager"])
        aviary.readers.update(dict.fromkeys((title, body, tag, answer), READERS[name]))
    title, body, tag = words()
    raise_barrier(
        Text(title, body, tag), by=cast.people["author"], audience=cast.audiences["organization"], is_named=False
    )
    aviary.readers.update(dict.fromkeys((title, body, tag), LOOK_AFTER))
