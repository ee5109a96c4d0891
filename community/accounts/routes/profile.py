"""What others see of a member: words and photo."""

from __future__ import annotations

from flask import Response, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts import photos
from community.accounts.current import anyone, me, members
from community.accounts.forms import PhotoForm, ProfileForm
from community.accounts.routes import bp
from community.accounts.service import describe, set_photo
from community.kernel.db import commit
from community.kernel.errors import NotFound, Refused
from community.kernel.i18n import _

A_YEAR = 365 * 24 * 60 * 60


@bp.get("/settings")
@members
def settings() -> ResponseReturnValue:
    """The form for one's profile."""
    return _page(ProfileForm(obj=me()))


@bp.post("/settings")
@members
def change_profile() -> ResponseReturnValue:
    """Change one's profile."""
    form = ProfileForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    describe(me(), name=form.name.data, title=form.title.data, bio=form.bio.data)
    commit()
    flash(_("Your profile is changed."))
    return redirect("/settings", 303)


@bp.post("/settings/photo")
@members
def change_photo() -> ResponseReturnValue:
    """Show another photo."""
    form, file = PhotoForm(), request.files.get("photo")
    if not form.validate_on_submit() or not file:
        return _refuse_photo(form, _("Please choose a picture."))
    try:
        name = photos.keep(file.read(photos.LARGEST_FILE + 1), _uploads())
    except Refused as refusal:
        return _refuse_photo(form, str(refusal))
    _show(name)
    flash(_("This is your photo now."))
    return redirect("/settings", 303)


@bp.post("/settings/photo/removal")
@members
def remove_photo() -> ResponseReturnValue:
    """Show no photo any more."""
    _show("")
    flash(_("Your photo is removed."))
    return redirect("/settings", 303)


@bp.get("/media/photos/<name>")
@anyone
def photo(name: str) -> ResponseReturnValue:
    """A member's photo, under a name that nobody guesses and that never shows another picture."""
    data = photos.kept(name, _uploads())
    if data is None:
        raise NotFound
    response = Response(data, mimetype="image/webp")
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    response.set_etag(name)
    return response.make_conditional(request)


def _show(name: str) -> None:
    before = set_photo(me(), name)
    commit()
    photos.forget(before, _uploads())


def _refuse_photo(form: PhotoForm, sentence: str) -> ResponseReturnValue:
    form.photo.errors = [sentence]
    return _page(ProfileForm(formdata=None, obj=me()), form, status=422)


def _page(form: ProfileForm, photo_form: PhotoForm | None = None, status: int = 200) -> ResponseReturnValue:
    shown = photo_form or PhotoForm(formdata=None)
    return render_template("accounts/profile.html", form=form, photo_form=shown), status


def _uploads() -> str:
    return str(current_app.config["UPLOADS"])
