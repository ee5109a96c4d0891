"""What it costs to ask a service something as a member: the processor's time of ours and of the database server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import fmean
from time import process_time
from typing import NamedTuple

from benchmarks.filling import READER
from benchmarks.pages import Community
from community.accounts.models import Member
from community.kernel.db import session

TIMES = 4
"""The first of them warms up; the least counts, because whatever else runs can only add to it."""

Ask = Callable[[Member], object]


class Cost(NamedTuple):
    """Milliseconds of the processor, for several questions of one sort."""

    mean: float
    dearest: float


def cost(site: Community, asks: Sequence[Ask]) -> Cost:
    """What each of `asks` costs once all is warm."""
    return cost_of([min(once(site, ask) for _time in range(TIMES)) for ask in asks])


def cost_of(milliseconds: Sequence[float]) -> Cost:
    """What is told of the single times."""
    return Cost(fmean(milliseconds), max(milliseconds))


def once(site: Community, ask: Ask) -> float:
    """Milliseconds for asking once."""
    session().rollback()
    member = session().get_one(Member, READER)
    server, ours = site.server_seconds(), process_time()
    ask(member)
    return (process_time() - ours + site.server_seconds() - server) * 1000
