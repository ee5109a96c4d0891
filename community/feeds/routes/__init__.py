"""The feeds: of lists, of programs, and what carries them into a reader or a calendar."""

from __future__ import annotations

from community.feeds.routes import carrying, learning, lists, subscriptions
from community.feeds.routes.blueprint import bp

__all__ = ["bp", "carrying", "learning", "lists", "subscriptions"]
