"""The page that lists one's feeds, and the calendar of one's reminders."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from community.accounts.current import me, members, token_holders
from community.accounts.models import Member
from community.feeds import calendar_file, queries
from community.feeds.answering import conditional, reader, site
from community.feeds.calendar_file import Meeting
from community.feeds.items import Row, Version
from community.feeds.routes.blueprint import bp
from community.kernel import clock
from community.kernel.i18n import _, in_language
from community.programs import queries as programs

AHEAD = timedelta(days=366)


@bp.get("")
@members
def index() -> ResponseReturnValue:
    """All feeds that the member can follow, and how."""
    return render_template(
        "feeds/index.html", enrollments=programs.enrollments_of(me()), follows=queries.follows_of(me())
    )


@bp.get("/reminders.ics")
@token_holders
def reminders() -> Response:
    """What has come and what will come for a member, over all their programs."""
    member = reader()
    if member is None:
        abort(401)
    with in_language(member.language, member.timezone):
        title = _("%(name)s: my reminders", name=current_app.config["SITE_NAME"])
        meetings = _meetings(member, clock.now() + AHEAD)
        version = Version([Row(one.uid, 0, one.at, one.changed_at, one.title + one.text) for one in meetings])
        # No date of the last change: an hour moves without one.
        response = conditional("text/calendar", version.tag(title, member.timezone), None, member)
        if response.status_code != 304:
            response.data = calendar_file.written(title, meetings, member.timezone)
    return response


def _meetings(member: Member, until: datetime) -> list[Meeting]:
    host = urlsplit(site()).hostname
    return [
        Meeting(
            uid=f"{one.stable_id}@{host}",
            at=one.at,
            changed_at=one.reminder.entry.changed_at,
            title=f"{one.enrollment.cohort.program.title}: {one.reminder.entry.title}",
            text=one.reminder.task or one.reminder.entry.summary,
            url=site() + one.reminder.entry.path,
        )
        for one in reversed(programs.came_for_all(member, until))
    ]
