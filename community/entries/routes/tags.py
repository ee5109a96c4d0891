"""The tags, the page of each, and what they mean."""

from __future__ import annotations

from urllib.parse import quote

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, me, members, viewer
from community.entries import queries, tag_queries, tagging
from community.entries.follows import Subject
from community.entries.forms import ReviewForm, TagForm
from community.entries.kinds import STREAM_KINDS, Kind
from community.entries.routes import bp
from community.entries.tag_access import skill_or_404, tag_or_404
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _
from community.kernel.paging import place_from
from community.topics.models import Tag
from community.topics.queries import synonyms_of
from community.topics.service import describe_tag
from community.topics.skills import look_after_skill, may_name_skills, may_review, review_skill, skill_of


@bp.get("/tags")
@anyone
def tags() -> ResponseReturnValue:
    """The tags in use: the most used ones, or those with one first letter."""
    letter = request.args.get("letter", "")[:1].casefold()
    shown = tag_queries.tags_beginning(viewer(), letter) if letter else tag_queries.popular_tags(viewer(), limit=60)
    return render_template(
        "topics/index.html",
        tags=shown,
        letter=letter,
        letters=tag_queries.first_letters(viewer()),
        synonyms=tag_queries.synonym_names(shown),
    )


@bp.get("/tags/<name>")
@anyone
def tag(name: str) -> ResponseReturnValue:
    """What bears a tag, and what the tag means."""
    found = tag_or_404(name, viewer())
    if found.synonym_of is not None:
        found = tag_or_404(found.synonym_of.name, viewer())
    if found.name != name:
        return redirect(f"/tags/{quote(found.name)}")
    kind = _kind(request.args.get("kind", ""))
    kinds = (kind,) if kind else STREAM_KINDS
    reader = viewer()
    skill = skill_of(found) if reader is not None else None
    return render_template(
        "topics/show.html",
        tag=found,
        kind=kind,
        page=queries.entries_tagged(found, viewer(), *kinds, after=place_from(request.args.get("after"))),
        synonyms=synonyms_of(found),
        skill=skill,
        review=ReviewForm(formdata=None) if skill and reader and may_review(skill, reader) else None,
        following=queries.is_following(viewer(), Subject.TAG, found.id),
    )


@bp.get("/tags/<name>/edit")
@members
def edit_tag(name: str) -> ResponseReturnValue:
    """The form in which a tag is described."""
    found = tag_or_404(name, me())
    return _edit_page(found, TagForm.of(found, skill_of(found)))


@bp.post("/tags/<name>/edit")
@members
def describe(name: str) -> ResponseReturnValue:
    """Say what a tag means; those who may also say that it is a skill, or another name of a tag."""
    found = tag_or_404(name, me())
    form = TagForm()
    if not form.validate_on_submit():
        return _edit_page(found, form, 422)
    is_skill = form.is_skill.data if may_name_skills(me()) else found.is_skill
    describe_tag(found, description=form.description.data, is_skill=is_skill)
    if is_skill and may_name_skills(me()):
        look_after_skill(found, by=me(), owner=form.owner.data, review_on=form.review_on.data)
    if me().is_administrator:
        tagging.set_synonym(found, of=form.synonym_of.data, by=me())
    commit()
    flash(_("The tag was changed."))
    return redirect(f"/tags/{quote(found.name)}", 303)


@bp.post("/tags/<name>/review")
@members
def review(name: str) -> ResponseReturnValue:
    """Say that what stands of a skill still holds, and when to look at it again."""
    skill, form = skill_or_404(name, me()), ReviewForm()
    if not form.validate_on_submit():
        raise Refused(_("Please choose when to look at it again."))
    review_skill(skill, by=me(), months=int(form.months.data))
    commit()
    flash(_("Thank you. It rests until the day that you chose."))
    return redirect(f"/tags/{quote(skill.tag.name)}", 303)


def _kind(name: str) -> Kind | None:
    if name and name not in STREAM_KINDS:
        raise NotFound(_("There is no such kind of entry."))
    return Kind(name) if name else None


def _edit_page(found: Tag, form: TagForm, status: int = 200) -> ResponseReturnValue:
    return render_template("topics/edit.html", tag=found, form=form, may_name_skills=may_name_skills(me())), status
