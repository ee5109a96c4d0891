"""What was found, and how it is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Finding(NamedTuple):
    """Something to mend: what was measured, on which page, by which rule, at which element."""

    figure: str
    page: str
    rule: str
    selector: str


def tell(findings: Iterable[Finding]) -> None:
    """Print each finding once, with the number of pages that share it and one of them."""
    pages: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        pages.setdefault((finding.figure, finding.rule, finding.selector), []).append(finding.page)
    for (figure, rule, selector), found in sorted(pages.items()):
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        print(f"{figure}: {rule}: {selector}\n    on {found[0]}{more}")
