"""The first three steps of a new member, each of which can be skipped."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.forms import ProfileForm
from community.accounts.service import describe
from community.entries.follows import Subject, follow
from community.entries.tag_queries import popular_tags
from community.home import queries, service
from community.home.routes import bp
from community.kernel.db import commit
from community.kernel.i18n import _

MOST_TAGS = 24
STEPS = ("you", "tags", "words")


@bp.get("/welcome")
@members
def welcome() -> ResponseReturnValue:
    """Lead to the first step that is not done."""
    steps = queries.first_steps(me())
    is_done = {"you": steps.said_who, "tags": steps.follows, "words": steps.wrote}
    return redirect(f"/welcome/{next((name for name in STEPS if not is_done[name]), STEPS[-1])}")


@bp.get("/welcome/you")
@members
def welcome_you() -> ResponseReturnValue:
    """First: who one is."""
    return _you(ProfileForm(formdata=None, obj=me()))


@bp.post("/welcome/you")
@members
def welcome_described() -> ResponseReturnValue:
    """Say who one is, and go on."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _you(form, 422)
    describe(me(), name=form.name.data, title=form.title.data, bio=form.bio.data)
    commit()
    return redirect("/welcome/tags", 303)


@bp.get("/welcome/tags")
@members
def welcome_tags() -> ResponseReturnValue:
    """Second: what one wants to hear of."""
    tags = popular_tags(me(), limit=MOST_TAGS)
    return _step("tags", tags=tags, followed=queries.followed_tags(me()))


@bp.post("/welcome/tags")
@members
def welcome_followed() -> ResponseReturnValue:
    """Follow the chosen tags, and go on."""
    chosen = set(request.form.getlist("tag"))
    for tag in popular_tags(me(), limit=MOST_TAGS):
        if tag.name in chosen:
            follow(Subject.TAG, tag.id, by=me())
    commit()
    return redirect("/welcome/words", 303)


@bp.get("/welcome/words")
@members
def welcome_words() -> ResponseReturnValue:
    """Third: something of one's own."""
    return _step("words")


@bp.post("/welcome")
@members
def welcomed() -> ResponseReturnValue:
    """Be done with the first steps."""
    service.skip_first_steps(by=me())
    commit()
    flash(_("You are set. This page shows each day what asks for you, and then what is new."))
    return redirect("/", 303)


def _you(form: ProfileForm, status: int = 200) -> ResponseReturnValue:
    return _step("you", form=form), status


def _step(name: str, **more: object) -> str:
    number = STEPS.index(name) + 1
    following = STEPS[number] if number < len(STEPS) else None
    return render_template(
        "home/first_run.html", step=name, number=number, following=following, steps=queries.first_steps(me()), **more
    )
