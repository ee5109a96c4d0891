"""Brings a blog into the community: each post becomes a reflection, dated as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zlib import crc32

from community.entries.bulk import PastEntry, compose_many
from community.entries.kinds import Kind
from community.entries.origins import is_web_address
from community.kernel import clock
from community.kernel.db import commit
from community.kernel.i18n import _
from community.kernel.markup import MAX_SOURCE
from community.portability.batches import batches
from community.portability.blog_file import Blog, BlogPost, BodyFormat
from community.portability.fitting import (
    LONGEST_ENTRY_REF,
    LONGEST_MEMBER_REF,
    fit_name,
    fit_ref,
    fit_tags,
    fit_title,
)
from community.portability.html_to_markdown import html_to_markdown, markdown_without_html, without_mentions
from community.portability.known import entries_by_ref, members_by_ref
from community.portability.members import Author, add_authors
from community.portability.progress import Progress
from community.portability.report import Report
from community.portability.settling import settle
from community.portability.writing import add_reflections


@dataclass(frozen=True, slots=True)
class Destination:
    """Whose reflections the posts become, and who may read them.

    Attributes:
        name: what tells this blog from others ("18f"), the same whenever it is imported.
        member_id: whose posts they all are; None to make a member of each author that the blog names.
    """

    name: str
    audience_id: int
    member_id: int | None = None
    language: str = "en"


def import_blog(blog: Blog, destination: Destination, *, progress: Progress) -> Report:
    """Publish the posts of `blog` that are not here yet; nobody is told of it.

    Some hundreds of posts are a transaction of their own, so an import that was broken off goes on where it
    stood, and one that is repeated takes nothing twice.

    Returns:
        What was taken, what was left out, and why.
    """
    report = Report()
    for problem in blog.problems:
        report.skip(problem.reason, problem.where)
    progress.begin(_("posts"))
    for posts in batches(blog.posts):
        _take_posts(posts, destination, report)
        commit()
        progress.add(len(posts))
    progress.end()
    settle()
    return report


def _take_posts(posts: Sequence[BlogPost], destination: Destination, report: Report) -> None:
    by_ref = {_ref(post, destination): post for post in posts}
    known = entries_by_ref(by_ref)
    if known:
        report.skip(_("here already, from an earlier run"), count=len(known))
    new = {ref: post for ref, post in by_ref.items() if ref not in known}
    texts = {ref: text for ref, post in new.items() if (text := _text(post, report)) is not None}
    authors = _authors([new[ref] for ref in texts], destination, report)
    entries = [
        PastEntry(
            kind=Kind.REFLECTION,
            author_id=authors[_first_author(new[ref])],
            audience_id=destination.audience_id,
            source_ref=ref,
            title=fit_title(new[ref].title, report, new[ref].title[:60]),
            source=text,
            tags=fit_tags(new[ref].tags, report, new[ref].title[:60]),
            language=destination.language,
            at=_moment(new[ref], report),
        )
        for ref, text in texts.items()
    ]
    add_reflections(compose_many(entries))
    report.take(_("reflections"), len(entries))


def _ref(post: BlogPost, destination: Destination) -> str:
    """What the post is called here: its own address, or else its name within the blog."""
    scope = "blog" if is_web_address(post.guid) else f"blog:{destination.name}"
    return fit_ref(scope, post.guid, LONGEST_ENTRY_REF)


def _text(post: BlogPost, report: Report) -> str | None:
    """The post as Markdown that our pages understand; None where there is none, or too much."""
    if post.body_format is BodyFormat.HTML:
        text = html_to_markdown(post.body, base_url=post.link)
    else:
        text = without_mentions(markdown_without_html(post.body, base_url=post.link))
    if not text.strip():
        report.skip(_("a post without a text"), post.title[:60])
        return None
    if len(post.authors) > 1:
        text += "\n\n" + html_to_markdown(_with_others(post))
    if len(text) > MAX_SOURCE:
        report.skip(_("a text that is longer than %(most)d characters", most=MAX_SOURCE), post.title[:60])
        return None
    return text


def _with_others(post: BlogPost) -> str:
    """A line that names those with whom it was written: an entry here has one author."""
    names = ", ".join(post.authors[1:])
    return f"<p><em>{escape(_('Written together with %(names)s.', names=names))}</em></p>"


def _authors(posts: Sequence[BlogPost], destination: Destination, report: Report) -> dict[str, int]:
    """The members who stand for the first authors of `posts`, by their names."""
    names = dict.fromkeys(_first_author(post) for post in posts)
    if destination.member_id is not None:
        return dict.fromkeys(names, destination.member_id)
    refs = {name: _author_ref(name, destination) for name in names}
    known = members_by_ref(refs.values())
    ids = add_authors([_author(name, posts, destination) for name in names if refs[name] not in known])
    report.take(_("members"), len(ids))
    return {name: (known | ids)[ref] for name, ref in refs.items()}


def _author(name: str, posts: Sequence[BlogPost], destination: Destination) -> Author:
    moments = [post.published_at for post in posts if _first_author(post) == name and post.published_at]
    return Author(
        source_ref=_author_ref(name, destination),
        number=crc32(name.encode("utf-8", "replace")) % 10_000,
        name=fit_name(name, _("Former contributor")),
        joined_at=min(moments, default=clock.now()),
        language=destination.language,
    )


def _author_ref(name: str, destination: Destination) -> str:
    return fit_ref(f"blog:{destination.name}:author", name, LONGEST_MEMBER_REF)


def _first_author(post: BlogPost) -> str:
    return post.authors[0] if post.authors else ""


def _moment(post: BlogPost, report: Report) -> datetime:
    if post.published_at is None:
        report.skip(_("a date that the blog does not tell, so the post has today's"), post.title[:60])
    return post.published_at or clock.now()
