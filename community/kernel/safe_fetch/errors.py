"""Why a page was not fetched, as a sentence for the member who saved its link."""

from __future__ import annotations

from community.kernel.errors import Refused


class FetchRefused(Refused):
    """We do not go there, or do not take what is there; asking again changes nothing."""


class FetchFailed(Refused):
    """We tried and did not get the page; it may work another time.

    Attributes:
        answered: the HTTP status that the site gave, or None when it gave none.
    """

    status = 502

    def __init__(self, message: str, *, answered: int | None = None) -> None:
        super().__init__(message)
        self.answered = answered
