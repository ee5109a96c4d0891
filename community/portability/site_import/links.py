"""Questions that were closed, because another question has their answers."""

from __future__ import annotations

from collections.abc import Sequence

from community.kernel import clock
from community.kernel.i18n import _
from community.portability import writing
from community.portability.known import entries_by_ref
from community.portability.site_import.run import Run
from community.portability.stackexchange import Link


def take_duplicates(run: Run) -> None:
    """Close what the site closed as a duplicate; other links between posts stand in their texts."""
    marks = (link for link in run.dump.links() if link.is_duplicate)
    run.each(_("duplicates"), marks, _write_duplicates)


def _write_duplicates(run: Run, links: Sequence[Link]) -> None:
    ids = entries_by_ref(run.site.question(post_id) for link in links for post_id in (link.post_id, link.related_id))
    closed = writing.closed_questions(ids.values())
    for link in links:
        asked, other = ids.get(run.site.question(link.post_id)), ids.get(run.site.question(link.related_id))
        where = _("question %(id)s", id=link.post_id)
        if asked is None or other is None:
            run.report.skip(_("a duplicate mark from or to a question that is not here"), where)
        elif asked in closed:
            run.report.skip(_("a duplicate mark on a question that is closed already"))
        elif not writing.close_as_duplicate(asked, of_id=other, at=link.created_at or clock.now()):
            run.report.skip(_("a duplicate mark that leads back to its own question"), where)
        else:
            closed.add(asked)
            run.report.take(_("duplicates"))
