"""The bulletins there are, their archives, and an issue with the one before and the one after it."""

from __future__ import annotations

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from community.accounts.current import anyone, viewer
from community.bulletins import access, queries
from community.bulletins.forms import AddressForm, MomentForm
from community.bulletins.models import Bulletin
from community.bulletins.occasions_file import calendar_of
from community.bulletins.routes import bp
from community.kernel import mail
from community.kernel.errors import NotFound
from community.kernel.i18n import _
from community.kernel.paging import place_from


@bp.get("")
@anyone
def index() -> ResponseReturnValue:
    """The bulletins that one may read and subscribe to."""
    found = queries.bulletins(viewer())
    ids = [one.id for one in found]
    return render_template(
        "bulletins/index.html",
        bulletins=found,
        latest=queries.latest_of(ids, viewer()),
        subscriptions=queries.subscriptions_of(ids, viewer()),
    )


@bp.get("/series/<int:bulletin_id>")
@anyone
def series(bulletin_id: int) -> ResponseReturnValue:
    """A bulletin: subscribe to it, and read what came."""
    return series_page(access.bulletin_or_404(bulletin_id, viewer()), AddressForm())


@bp.get("/<int:entry_id>")
@anyone
def show(entry_id: int) -> ResponseReturnValue:
    """An issue as its readers see it; its editor also sees what is to be done, and how far its mails are."""
    return issue_page(entry_id, MomentForm())


@bp.get("/<int:entry_id>/events.ics")
@anyone
def events(entry_id: int) -> ResponseReturnValue:
    """The events of an issue for a calendar."""
    issue = access.issue_or_404(entry_id, viewer())
    if not issue.occasions_kept:
        raise NotFound(_("This issue tells of no events."))
    name = f"attachment; filename=events-{entry_id}.ics"
    return Response(calendar_of(issue), mimetype="text/calendar", headers={"Content-Disposition": name})


def series_page(bulletin: Bulletin, form: AddressForm) -> ResponseReturnValue:
    """The page of a bulletin, with what was typed to subscribe."""
    who = viewer()
    is_editor = who is not None and who.id == bulletin.editor_id
    page = queries.archive(bulletin, who, place_from(request.args.get("after")))
    return render_template(
        "bulletins/series.html",
        bulletin=bulletin,
        page=page,
        numbers=queries.numbers_of([entry.id for entry in page.items]),
        subscription=queries.subscription_of(bulletin, who),
        form=form,
        is_editor=is_editor,
        drafts=queries.drafts_of(bulletin, who) if is_editor and who is not None else [],
        subscribers=queries.count_of_subscribers(bulletin) if is_editor else 0,
        sends_mail=mail.is_on(),
    ), 422 if form.errors else 200


def issue_page(entry_id: int, form: MomentForm, status: int = 200) -> ResponseReturnValue:
    """The page of an issue, with what was typed to send it."""
    who = viewer()
    issue = access.issue_or_404(entry_id, who)
    older, newer = queries.neighbors(issue, who)
    is_editor = who is not None and who.id == issue.bulletin.editor_id
    return render_template(
        "bulletins/show.html",
        issue=issue,
        entry=issue.entry,
        bulletin=issue.bulletin,
        picks=queries.picks_of(issue, who),
        older=older,
        newer=newer,
        form=form,
        is_editor=is_editor,
        progress=queries.progress_of(issue) if is_editor and issue.number else None,
        subscribers=queries.count_of_subscribers(issue.bulletin) if is_editor else 0,
        subscription=queries.subscription_of(issue.bulletin, who),
        sends_mail=mail.is_on(),
    ), status
