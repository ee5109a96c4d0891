"""Fetch what a member's link points to, without letting the link lead into our own network."""

from community.kernel.safe_fetch.errors import FetchFailed, FetchRefused
from community.kernel.safe_fetch.fetching import PAGES, Fetched, fetch
from community.kernel.safe_fetch.policy import PUBLIC_WEB, Allowed
from community.kernel.safe_fetch.resolving import Resolver, system_resolver
from community.kernel.safe_fetch.sending import post

__all__ = [
    "PAGES",
    "PUBLIC_WEB",
    "Allowed",
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "Resolver",
    "fetch",
    "post",
    "system_resolver",
]
