"""What became of the votes: they are in the scores, which the dump keeps beside each post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from community.kernel.i18n import _
from community.portability.site_import.run import Run
from community.portability.stackexchange import Vote, VoteKind


def account_for_votes(run: Run) -> None:
    """Count the votes by kind for the report.

    A dump does not say who voted, and a vote here is a member's; so there are no rows of votes. Up and down
    make up the score of a post, and the acceptance is a mark on its question.
    """
    run.each(_("votes"), run.dump.votes(), _count_votes)


def _count_votes(run: Run, votes: Sequence[Vote]) -> None:
    counted = _("a vote that its post's score holds, as the dump does not tell who cast it")
    reasons = {
        VoteKind.UP: counted,
        VoteKind.DOWN: counted,
        VoteKind.ACCEPTED: _("a vote of acceptance, in whose place the question has its mark"),
        VoteKind.FAVORITE: _("a favorite, which is not known here"),
        VoteKind.OTHER: _("a vote on bounties, closing or review, which are not known here"),
    }
    for kind, count in Counter(vote.kind for vote in votes).items():
        run.report.skip(reasons[kind], count=count)
