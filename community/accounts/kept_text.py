"""What somebody typed when their sign-in had ended: carried through signing in, and handed back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

from community.accounts.returning import local_path

PREFIX = "kept."
PATH_FIELD = "kept_path"
MOST_FIELDS = 100
LONGEST_FIELD_NAME = 100
MOST_CHARACTERS = 400_000
SECRET_WORDS = ("password", "token", "secret")
BUTTONS = frozenset({"publish", "preview", "keep"})
READABLE = 12


@dataclass(frozen=True)
class KeptText:
    """The fields of a form and the path that it was sent to."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The hidden fields that carry this through the sign-in form."""
        return [(PATH_FIELD, self.path), *((PREFIX + name, value) for name, value in self.fields)]

    @property
    def has_draft(self) -> bool:
        """Whether the form it came from can keep a draft; one that changes what is published cannot."""
        return any(name == "draft_key" and not value.startswith("edit:") for name, value in self.fields)

    @property
    def again(self) -> list[tuple[str, str]]:
        """The fields to send once more: to be kept as a draft where that is possible, else as they were."""
        if not self.has_draft:
            return list(self.fields)
        return [*((name, value) for name, value in self.fields if name not in BUTTONS), ("keep", "y")]

    @property
    def readable(self) -> list[str]:
        """The texts that somebody wrote, without choices and buttons."""
        return [value for name, value in self.fields if len(value) > READABLE and name != "draft_key"]


def typed_now() -> KeptText | None:
    """What this request was sending; None when it holds nothing, or was sent by a page of another site."""
    fields = tuple(_bounded(request.form.items(multi=True)))
    if not fields or not _comes_from_here():
        return None
    query = "?" + request.query_string.decode("ascii", "replace") if request.query_string else ""
    return _kept(request.path + query, fields)


def carried() -> KeptText | None:
    """What the sign-in form carries along."""
    pairs = ((n.removeprefix(PREFIX), v) for n, v in request.form.items(multi=True) if n.startswith(PREFIX))
    fields = tuple(_bounded(pairs))
    return _kept(request.form.get(PATH_FIELD, ""), fields) if fields else None


def _kept(path: str, fields: tuple[tuple[str, str], ...]) -> KeptText | None:
    local = local_path(path, otherwise="")
    return KeptText(local, fields) if local else None


def _bounded(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    room, left = MOST_CHARACTERS, MOST_FIELDS
    for name, value in pairs:
        if not left:
            return
        if len(name) > LONGEST_FIELD_NAME or len(value) > room or _is_secret(name):
            continue
        room, left = room - len(value), left - 1
        yield name, value


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_WORDS)


def _comes_from_here() -> bool:
    # A foreign page could send a form of its own making, which the member would then send again as theirs.
    # Browsers say where a form comes from; what says nothing is no browser and has nobody to mislead.
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    return origin is None or _host(origin) == request.host


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
