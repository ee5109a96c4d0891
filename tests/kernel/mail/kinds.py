"""A kind of mail that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from community.kernel import mail
from community.kernel.db import commit
from community.kernel.mail import Kind, Letter, OutgoingMail, Rank, office

KIND = "note"


def plain(row: OutgoingMail) -> Letter:
    """The letter of a row: a greeting."""
    return Letter("welcome", row.address, "Hello", {"member": Somebody(), "link": "http://127.0.0.1:8000/"})


class Somebody:
    """Whom the template of a welcome greets."""

    name = "Ana"
    username = "ana"


@contextmanager
def notes(compose: Callable[[OutgoingMail], Letter | None] = plain, rank: Rank = Rank.DIRECT) -> Iterator[None]:
    """Within this block there is a kind of mail called `KIND`."""
    kept = office.kinds.get(KIND)
    office.kind(Kind(KIND, compose, lambda: plain(OutgoingMail(address="ana@example.org")), rank))
    try:
        yield
    finally:
        del office.kinds[KIND]
        if kept is not None:
            office.kind(kept)


def queue(address: str, key: str = "") -> None:
    """Queue one note and commit it, which sends it where there is a server."""
    mail.queue(KIND, address, key=key)
    commit()
