"""How the site behaves for a member: language, time zone, light, and who reads them unless they choose."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.accounts.forms import PreferencesForm, ThemeForm
from community.accounts.models import Member
from community.accounts.returning import local_path
from community.accounts.routes import bp
from community.accounts.service import Preferences, prefer, set_theme
from community.accounts.timezones import time_zones
from community.kernel.db import commit
from community.kernel.i18n import _, named_languages, speak

LISTED = {"": None, "yes": True, "no": False}


@bp.get("/settings/preferences")
@members
def preferences() -> ResponseReturnValue:
    """The form for one's preferences."""
    listed = next(choice for choice, value in LISTED.items() if value is me().is_listed_as_expert)
    return _page(_form(me(), obj=me(), data={"is_listed_as_expert": listed}))


@bp.post("/settings/preferences")
@members
def change_preferences() -> ResponseReturnValue:
    """Change one's preferences."""
    form = _form(me())
    if not form.validate_on_submit():
        return _page(form, 422)
    prefer(
        me(),
        Preferences(
            language=form.language.data,
            timezone=form.timezone.data,
            quiet=form.quiet(),
            theme=form.theme.data,
            default_audience=form.default_audience.data,
            is_listed_as_expert=LISTED[form.is_listed_as_expert.data],
        ),
    )
    commit()
    speak(me().language, me().timezone)
    flash(_("Your preferences are changed."))
    return redirect("/settings/preferences", 303)


@bp.post("/settings/theme")
@members
def change_theme() -> ResponseReturnValue:
    """Day, night or as the device says, from the menu of any page."""
    form = ThemeForm()
    if form.validate_on_submit():
        set_theme(me(), form.theme.data)
        commit()
    return redirect(_where_from(), 303)


def _where_from() -> str:
    came_from = request.referrer or ""
    return local_path("/" + came_from.removeprefix(request.host_url)) if came_from.startswith(request.host_url) else "/"


def _form(member: Member, **values: object) -> PreferencesForm:
    form = PreferencesForm(**values)
    form.language.choices = named_languages()
    # A zone that came with an import stays a choice, also when our list does not offer it.
    form.timezone.choices = [*dict.fromkeys((*time_zones(), member.timezone))]
    return form


def _page(form: PreferencesForm, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/preferences.html", form=form), status
