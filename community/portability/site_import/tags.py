"""The site's tags, also those that no question here bears: people find them by completion."""

from __future__ import annotations

from collections.abc import Sequence

from community.kernel.i18n import _
from community.portability.site_import.run import Run
from community.portability.stackexchange import Tag
from community.topics.naming import distinct
from community.topics.queries import tags_by_name
from community.topics.service import tags_for


def take_tags(run: Run) -> None:
    """Make the tags that are not here yet."""
    run.each(_("tags"), run.dump.tags(), _write_tags)


def _write_tags(run: Run, tags: Sequence[Tag]) -> None:
    names = distinct(tag.name for tag in tags)
    known = tags_by_name(names)
    tags_for(names, most=len(names))
    run.skip_known(len(known))
    run.report.take(_("tags"), len(names) - len(known))
