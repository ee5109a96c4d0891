"""Remarks under questions and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from community.entries.bulk import PastEntry, compose_many
from community.entries.kinds import Kind
from community.kernel.i18n import _
from community.portability.html_to_markdown import without_mentions
from community.portability.known import entries_by_ref
from community.portability.site_import.people import Byline, authors_of
from community.portability.site_import.run import Run
from community.portability.stackexchange import Comment


def take_comments(run: Run) -> None:
    """Bring the remarks under what is here."""
    run.each(_("comments"), run.dump.comments(), _write_comments)


def _write_comments(run: Run, comments: Sequence[Comment]) -> None:
    spoken = [each for each in comments if each.text.strip()]
    if silent := len(comments) - len(spoken):
        run.report.skip(_("a comment without a text"), count=silent)
    by_ref = {run.site.comment(each.id): each for each in spoken}
    known = entries_by_ref(by_ref)
    run.skip_known(len(known))
    new = [each for ref, each in by_ref.items() if ref not in known]
    posts = _posts(run, new)
    placed = [each for each in new if _has_place(run, each, posts)]
    authors = authors_of(run, map(_byline, placed))
    compose_many([_past_comment(run, each, authors[_byline(each)], posts[each.post_id]) for each in placed])
    run.report.take(_("comments"), len(placed))


def _posts(run: Run, comments: Iterable[Comment]) -> dict[int, int]:
    """The entries of the posts that `comments` are about, by the ids that the posts have in the dump."""
    ids = {each.post_id for each in comments}
    refs = {make(post_id): post_id for post_id in ids for make in (run.site.question, run.site.answer)}
    return {refs[ref]: entry_id for ref, entry_id in entries_by_ref(refs).items()}


def _has_place(run: Run, comment: Comment, posts: Collection[int]) -> bool:
    if comment.post_id in posts:
        return True
    run.report.skip(_("a comment on a post that is not here"), _("comment %(id)s", id=comment.id))
    return False


def _past_comment(run: Run, comment: Comment, author_id: int, parent_id: int) -> PastEntry:
    return PastEntry(
        kind=Kind.COMMENT,
        author_id=author_id,
        source_ref=run.site.comment(comment.id),
        source=without_mentions(comment.text.strip()),
        parent_id=parent_id,
        language=run.language,
        at=comment.created_at,
        score=max(comment.score, 0),
    )


def _byline(comment: Comment) -> Byline:
    return comment.author_id, comment.author_name
