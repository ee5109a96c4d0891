"""The import of a site from beginning to end."""

from __future__ import annotations

from pathlib import Path

from community.kernel.i18n import _
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.settling import settle
from community.portability.site_import.comments import take_comments
from community.portability.site_import.links import take_duplicates
from community.portability.site_import.people import take_users
from community.portability.site_import.posts import take_acceptances, take_answers, take_questions
from community.portability.site_import.refs import Site
from community.portability.site_import.run import Run
from community.portability.site_import.tags import take_tags
from community.portability.site_import.votes import account_for_votes
from community.portability.stackexchange import Dump

PARTS = (
    take_tags,
    take_users,
    take_questions,
    take_answers,
    take_acceptances,
    take_comments,
    take_duplicates,
    account_for_votes,
)


def import_site(folder: Path, site: Site, *, progress: Progress, language: str = "en") -> Report:
    """Bring what is in `folder` into the community, readable for the whole organization; nobody is told of it.

    Every few hundred rows are a transaction of their own, and everything is found again by where it came from.
    So an import that was broken off goes on where it stood, and one that is repeated takes nothing twice.
    Memory does not grow with the dump.

    Args:
        folder: a data dump, as XML or CSV, packed or not.
        site: where it comes from; readers are led there.
        progress: hears how far the import is.
        language: in which the site is written.

    Returns:
        What was taken, what was left out, and why.
    """
    run = Run(Dump(folder), site, language, progress)
    for take in PARTS:
        take(run)
    settle()
    run.report.include(run.dump.report)
    for table in run.dump.missing_tables:
        run.report.skip(_("the table %(table)s, which the folder does not have", table=table))
    return run.report
