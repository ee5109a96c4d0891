"""Questions, answers, and which answers helped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from community.entries.bulk import PastEntry, compose_many
from community.entries.kinds import Kind
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE
from community.portability import writing
from community.portability.fitting import fit_tags, fit_title
from community.portability.html_to_markdown import html_to_markdown
from community.portability.known import entries_by_ref
from community.portability.site_import.people import Byline, authors_of
from community.portability.site_import.run import Run
from community.portability.stackexchange import Post


def take_questions(run: Run) -> None:
    """Bring the questions."""
    run.each(_("questions"), _questions(run), _write_questions)


def take_answers(run: Run) -> None:
    """Bring the answers to the questions that are here."""
    answers = (post for post in run.dump.posts() if not post.is_question)
    run.each(_("answers"), answers, _write_answers)


def take_acceptances(run: Run) -> None:
    """Mark the answers that helped; an answer may stand before its question in a dump, so this comes last."""
    solved = (post for post in _questions(run) if post.accepted_answer_id is not None)
    run.each(_("accepted answers"), solved, _write_acceptances)


def _questions(run: Run) -> Iterator[Post]:
    return (post for post in run.dump.posts() if post.is_question)


def _write_questions(run: Run, posts: Sequence[Post]) -> None:
    new = _new(run, {run.site.question(post.id): post for post in posts}, len(posts))
    authors = authors_of(run, map(_byline, new.values()))
    possible = (_past_question(run, post, authors[_byline(post)]) for post in new.values())
    entries = [entry for entry in possible if entry is not None]
    ids = compose_many(entries)
    writing.add_questions({i: _last_change(entry) for i, entry in zip(ids, entries, strict=True)})
    run.report.take(_("questions"), len(entries))


def _past_question(run: Run, post: Post, author_id: int) -> PastEntry | None:
    where = _("question %(id)s", id=post.id)
    source = _source(run, post, where)
    if source is None:
        return None
    if not source and not post.title:
        run.report.skip(_("neither a title nor a text"), where)
        return None
    return PastEntry(
        kind=Kind.QUESTION,
        author_id=author_id,
        source_ref=run.site.question(post.id),
        title=fit_title(post.title or source, run.report, where),
        source=source,
        tags=fit_tags(post.tags, run.report, where),
        language=run.language,
        at=post.created_at,
        edited_at=post.edited_at,
        score=post.score,
    )


def _write_answers(run: Run, posts: Sequence[Post]) -> None:
    new = _new(run, {run.site.answer(post.id): post for post in posts}, len(posts)).values()
    questions = entries_by_ref(_place(run, post) for post in new)
    placed = [(post, questions[ref]) for post in new if (ref := _place(run, post)) in questions]
    if len(placed) < len(new):
        run.report.skip(_("an answer whose question is not here"), count=len(new) - len(placed))
    authors = authors_of(run, (_byline(post) for post, _question_id in placed))
    possible = (_past_answer(run, post, authors[_byline(post)], question_id) for post, question_id in placed)
    entries = [entry for entry in possible if entry is not None]
    compose_many(entries)
    writing.count_answers(_newest_by_question(entries))
    run.report.take(_("answers"), len(entries))


def _place(run: Run, answer: Post) -> str:
    """The reference of the question that `answer` answers."""
    return run.site.question(answer.question_id or 0)


def _past_answer(run: Run, post: Post, author_id: int, question_id: int) -> PastEntry | None:
    source = _source(run, post, _("answer %(id)s", id=post.id))
    if source is None:
        return None
    return PastEntry(
        kind=Kind.ANSWER,
        author_id=author_id,
        source_ref=run.site.answer(post.id),
        source=source,
        parent_id=question_id,
        language=run.language,
        at=post.created_at,
        edited_at=post.edited_at,
        score=post.score,
    )


def _write_acceptances(run: Run, posts: Sequence[Post]) -> None:
    pairs = {run.site.question(post.id): run.site.answer(post.accepted_answer_id or 0) for post in posts}
    ids = entries_by_ref([*pairs.keys(), *pairs.values()])
    present = {ids[asked]: ids[answer] for asked, answer in pairs.items() if asked in ids and answer in ids}
    fitting = writing.own_answers(present)
    if len(fitting) < len(posts):
        run.report.skip(_("the mark on an answer that is not here"), count=len(posts) - len(fitting))
    marked = writing.accept_answers(fitting)
    run.skip_known(len(fitting) - marked)
    run.report.take(_("accepted answers"), marked)


def _byline(post: Post) -> Byline:
    return post.owner_id, post.owner_name


def _new(run: Run, posts: dict[str, Post], count: int) -> dict[str, Post]:
    """Those of `posts` that are not here yet, each once."""
    if len(posts) < count:
        run.report.skip(_("the same post twice in the dump"), count=count - len(posts))
    known = entries_by_ref(posts)
    run.skip_known(len(known))
    return {ref: post for ref, post in posts.items() if ref not in known}


def _source(run: Run, post: Post, where: str) -> str | None:
    """The post's text as Markdown, empty where the dump has none; None where it is too long for our pages."""
    source = html_to_markdown(post.body_html, base_url=f"https://{run.site.host}/") if post.body_html else ""
    if len(source) > MAX_SOURCE:
        run.report.skip(_("a text that is longer than %(most)d characters", most=MAX_SOURCE), where)
        return None
    return source.strip()


def _last_change(entry: PastEntry) -> datetime:
    return max(entry.at, entry.edited_at or entry.at)


def _newest_by_question(answers: Sequence[PastEntry]) -> dict[int, datetime]:
    newest: dict[int, datetime] = {}
    for answer in answers:
        if answer.parent_id is not None:
            newest[answer.parent_id] = max(_last_change(answer), newest.get(answer.parent_id, answer.at))
    return newest
