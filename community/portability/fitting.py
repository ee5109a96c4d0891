"""Makes what was written for another site fit into ours, and says in the report what that cost."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from community.accounts.names import LONGEST_NAME, is_shown_as_written
from community.entries.writing import LONGEST_TITLE
from community.kernel.i18n import _
from community.portability.report import Report
from community.topics.naming import MOST_TAGS, distinct

LONGEST_ENTRY_REF = 200
LONGEST_MEMBER_REF = 120


def fit_title(title: str, report: Report, where: str) -> str:
    """Return `title` in one line that is not too long."""
    line = " ".join(title.split())
    if len(line) <= LONGEST_TITLE:
        return line
    report.skip(_("the end of a title that is too long"), where)
    return line[: LONGEST_TITLE - 1].rstrip() + "…"


def fit_tags(names: Sequence[str], report: Report, where: str) -> list[str]:
    """Return the first few of `names` as tags are written here."""
    tags = distinct(names)
    if len(tags) > MOST_TAGS:
        reason = _("tags after the first %(most)d of a post", most=MOST_TAGS)
        report.skip(reason, where, len(tags) - MOST_TAGS)
    return tags[:MOST_TAGS]


def fit_name(name: str, otherwise: str) -> str:
    """Return `name` in one line, or `otherwise` where it would show nothing or turn the text around it."""
    line = " ".join(name.split())[:LONGEST_NAME].strip()
    return line if is_shown_as_written(line) else otherwise


def fit_ref(prefix: str, key: str, longest: int) -> str:
    """Return `prefix` and `key` as one reference; a key that is too long is kept by its fingerprint."""
    ref = f"{prefix}:{key}"
    if len(ref) <= longest:
        return ref
    return f"{prefix}:sha256:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:32]}"
