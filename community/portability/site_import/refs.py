"""Names of what a dump holds, under which it is found again: `stackexchange:travel.stackexchange.com:q:12`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from community.portability.fitting import LONGEST_MEMBER_REF, fit_ref

_OWN_DOMAINS: Final = {
    "askubuntu": "askubuntu.com",
    "mathoverflow": "mathoverflow.net",
    "serverfault": "serverfault.com",
    "stackapps": "stackapps.com",
    "stackoverflow": "stackoverflow.com",
    "superuser": "superuser.com",
}
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")


class BadSite(ValueError):
    """A name that no site can have."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the network, by its host."""

    host: str

    @classmethod
    def called(cls, name: str) -> Site:
        """The site that a dump's folder is named after.

        Args:
            name: "travel", "bicycles-meta", "bicycles.meta", "stackoverflow" or a whole host.

        Raises:
            BadSite: when no host can be made of it.
        """
        short = name.strip().lower().removeprefix("https://").strip("/")
        if not _HOST.fullmatch(short) or len(short) > 60:
            raise BadSite(name)
        return cls(short if short.endswith((".com", ".net")) else _host_of(short))

    def user(self, user_id: int) -> str:
        """The reference of somebody with an account there."""
        return f"stackexchange:{self.host}:u:{user_id}"

    def former_user(self, name: str) -> str:
        """The reference of somebody whose account is gone and of whom only a name is left, or not even that."""
        return fit_ref(f"stackexchange:{self.host}:gone", name, LONGEST_MEMBER_REF)

    def question(self, post_id: int) -> str:
        """The reference of a question."""
        return f"stackexchange:{self.host}:q:{post_id}"

    def answer(self, post_id: int) -> str:
        """The reference of an answer."""
        return f"stackexchange:{self.host}:a:{post_id}"

    def comment(self, comment_id: int) -> str:
        """The reference of a remark."""
        return f"stackexchange:{self.host}:c:{comment_id}"


def _host_of(short: str) -> str:
    own, separator, suffix = short.replace("-meta", ".meta").partition(".")
    if own in _OWN_DOMAINS:
        return f"meta.{_OWN_DOMAINS[own]}" if suffix == "meta" else _OWN_DOMAINS[own]
    return f"{own}{separator}{suffix}.stackexchange.com"
