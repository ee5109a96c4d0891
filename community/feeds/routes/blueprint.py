"""How a feed is declared: a rule and a function that gives its source make three addresses, one for each form."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from flask import Blueprint, Response

from community.accounts.current import token_holders
from community.bookmarks import queries as bookmarks
from community.feeds.answering import feed_answer
from community.feeds.items import Outside
from community.feeds.queries import Loaded
from community.feeds.sources import Source

bp = Blueprint("feeds", __name__, url_prefix="/feeds")
FORMS = '<any("atom", "rss", "json"):form>'


def feed(rule: str) -> Callable[[Callable[..., Source]], Callable[..., Source]]:
    """Serve the source that the decorated function gives as Atom, RSS and JSON Feed.

    The function gets whoever reads, and the arguments of the rule. What it gives is whole: the audience rule is
    inside, and conditional requests, editions, tokens and languages are the same for every feed.

    Args:
        rule: the address below /feeds, without the ending that names the form.
    """

    def declare(make: Callable[..., Source]) -> Callable[..., Source]:
        @token_holders
        def view(form: str, **arguments: Any) -> Response:
            return feed_answer(form, lambda who: make(who, **arguments))

        bp.add_url_rule(f"{rule}.{FORMS}", make.__name__, view)
        return make

    return declare


def loaded(entry_ids: Collection[int]) -> Mapping[int, Loaded]:
    """The entries with these ids, and where the bookmarks among them lead, in one query."""
    found = bookmarks.with_resources(entry_ids)
    return {entry.id: (entry, Outside(one.url, one.media_type, one.size) if one else None) for entry, one in found}
