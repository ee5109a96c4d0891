"""Refusals: what went wrong as a sentence for the member, with its HTTP status."""

from __future__ import annotations


class Refused(Exception):
    """The act breaks a rule of the community; the message says which, and what to do."""

    status = 422


class NotAllowed(Refused):
    """The member may see this, but may not do that to it."""

    status = 403


class NotFound(Refused):
    """There is no such thing, or none that this viewer may see: the two look the same."""

    status = 404
