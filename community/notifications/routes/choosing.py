"""What a member wants to hear, by which way and how soon."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members
from community.kernel import push
from community.kernel.db import commit
from community.kernel.i18n import _
from community.notifications.choices import choose, hours_of, reach_again, set_hours, ways_of
from community.notifications.ending import topic_name
from community.notifications.forms import ChoicesForm
from community.notifications.pushing import devices_of
from community.notifications.routes import bp
from community.notifications.topics import ONLY_BY_MAIL, Topic, offered_to

PATH = "/settings/notifications"


@bp.get(PATH)
@members
def choices() -> ResponseReturnValue:
    """What the member hears now."""
    form = _form()
    form.fill(ways_of(me()), hours_of(me()))
    return _page(form)


@bp.post(PATH)
@members
def change_choices() -> ResponseReturnValue:
    """Hear other things, or in another way."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form, 422)
    choose(me(), form.ways())
    set_hours(me(), digest_hour=form.digest_hour.data, digest_weekday=form.digest_weekday.data)
    commit()
    flash(_("From now on you hear of things in this way."))
    return redirect(PATH, 303)


@bp.post(f"{PATH}/mail")
@members
def mail_works_again() -> ResponseReturnValue:
    """Send mails to the member's address again, after some came back."""
    reach_again(me())
    commit()
    flash(_("We send mails to your address again."))
    return redirect(PATH, 303)


def _form() -> ChoicesForm:
    form = ChoicesForm()
    form.leave_out(set(Topic) - set(offered_to(me())))
    return form


def _page(form: ChoicesForm, status: int = 200) -> ResponseReturnValue:
    names = {topic: topic_name(topic) for topic in offered_to(me())}
    page = render_template(
        "notifications/choices.html",
        form=form,
        topics=names,
        only_by_mail=ONLY_BY_MAIL,
        push_key=push.public_key(),
        devices=devices_of(me()),
    )
    return page, status
